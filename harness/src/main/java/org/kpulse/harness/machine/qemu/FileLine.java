package org.kpulse.harness.machine.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.kpulse.harness.expect.SerialLine;

/** A serial port that QEMU writes to a file: it can only be read. */
final class FileLine implements SerialLine, Closeable {

    private static final Duration POLL = Duration.ofMillis(10);

    private final Process process;
    private final Tail tail;
    private boolean ended;

    FileLine(Process process, Path file) {
        this.process = process;
        this.tail = new Tail(file);
    }

    @Override
    public byte[] next(Duration patience) throws IOException {
        long start = System.nanoTime();
        while (true) {
            boolean dead = !process.isAlive();
            byte[] bytes = tail.next();
            ended = dead && bytes.length == 0;
            if (bytes.length > 0 || dead || System.nanoTime() - start >= patience.toNanos()) {
                return bytes;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        throw new IOException("this console can only be read");
    }

    @Override
    public void close() {
        try {
            tail.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
