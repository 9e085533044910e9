package org.kpulse.harness.machine.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a file that another process is still writing, from where the last read ended. Not thread-safe. */
final class Tail implements Closeable {

    private static final int MOST = 1 << 20;

    private final Path path;
    private final byte[] buffer = new byte[MOST];
    private @Nullable RandomAccessFile file;
    private long position;

    Tail(Path path) {
        this.path = path;
    }

    /** The bytes that came since the last call, at most 1 MiB; none while the file does not exist. */
    byte[] next() throws IOException {
        if (file == null) {
            if (!Files.exists(path)) {
                return new byte[0];
            }
            file = new RandomAccessFile(path.toFile(), "r");
        }
        int n = file.read(buffer);
        if (n <= 0) {
            return new byte[0];
        }
        position += n;
        return Arrays.copyOf(buffer, n);
    }

    /** How many bytes have been read. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
