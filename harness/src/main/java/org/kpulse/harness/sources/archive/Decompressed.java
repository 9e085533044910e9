package org.kpulse.harness.sources.archive;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** The tar in a {@code .tar.xz} or {@code .tar.gz}. A small file may unfold to an endless one: more than the limit is refused. */
public final class Decompressed extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    /** What decompression may take, KiB: kernel.org's files want 65 MiB. */
    private static final int MEMORY_KIB = 200 << 10;

    private final String name;
    private final long most;
    private long read;

    private Decompressed(InputStream in, String name, long most) {
        super(in);
        this.name = name;
        this.most = most;
    }

    /** Opens a file by its name's end; {@link ArchiveRefused} when it is not what that says. */
    public static Decompressed open(Path file, long most) throws IOException {
        String name = file.getFileName().toString();
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        boolean opened = false;
        try {
            InputStream in =
                    name.endsWith(".xz") ? new XZInputStream(raw, MEMORY_KIB) : new GZIPInputStream(raw, BUFFER);
            opened = true;
            return new Decompressed(in, name, most);
        } catch (IOException e) {
            throw damaged(name, e);
        } finally {
            if (!opened) {
                raw.close();
            }
        }
    }

    private static ArchiveRefused damaged(String name, IOException e) {
        return new ArchiveRefused(name + " is damaged or not what its name says (" + e.getMessage() + ")", e);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int n;
        try {
            n = in.read(into, from, length);
        } catch (IOException e) {
            throw damaged(name, e);
        }
        read += Math.max(0, n);
        if (read > most) {
            throw new ArchiveRefused(name + " unfolds to more than the " + most + " bytes that are accepted");
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, n))];
        return Math.max(0, read(buffer, 0, (int) Math.min(buffer.length, n)));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
