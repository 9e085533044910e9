package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.kpulse.harness.expect.SerialLine;

/** A serial port that is QEMU's standard input and output. */
final class PipeLine implements SerialLine {

    private static final Duration POLL = Duration.ofMillis(5);
    private static final int MOST = 64 << 10;

    private final Process process;
    private boolean ended;

    PipeLine(Process process) {
        this.process = process;
    }

    @Override
    public byte[] next(Duration patience) throws IOException {
        long start = System.nanoTime();
        InputStream in = process.getInputStream();
        while (true) {
            boolean dead = !process.isAlive();
            int there = Math.min(MOST, in.available());
            if (there > 0) {
                return in.readNBytes(there);
            }
            ended = dead;
            if (dead || System.nanoTime() - start >= patience.toNanos()) {
                return new byte[0];
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** What a machine that has ended cannot take is lost; {@link #ended} tells. */
    @Override
    public void send(byte[] bytes) throws IOException {
        try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
        }
    }
}
