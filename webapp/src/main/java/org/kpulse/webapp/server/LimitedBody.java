package org.kpulse.webapp.server;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

/** A body of which no more is read than may be, and for no longer. */
final class LimitedBody extends ServletInputStream {

    /**
     * What may be.
     *
     * @param bytes at most
     * @param time at most, from the first byte asked for to the last
     * @param sentence said of a body with more
     */
    record Limit(long bytes, Duration time, String sentence) {}

    private final ServletInputStream in;
    private final Limit limit;
    private final LongSupplier nanos;
    private final long begun;
    private long read;

    /**
     * Of a request.
     *
     * @param declared its length as its sender said; -1 if they did not
     * @param nanos the time
     * @throws BadBody if the length that is said is too much
     */
    LimitedBody(ServletInputStream in, long declared, Limit limit, LongSupplier nanos) {
        this.in = in;
        this.limit = limit;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        check(declared);
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        check(one < 0 ? read : ++read);
        return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = in.read(bytes, from, length);
        read += Math.max(0, count);
        check(read);
        return count;
    }

    private void check(long size) {
        if (size > limit.bytes()) {
            throw new BadBody(HttpStatus.CONTENT_TOO_LARGE, "too-large", limit.sentence());
        }
        if (nanos.getAsLong() - begun > limit.time().toNanos()) {
            throw new BadBody(
                    HttpStatus.REQUEST_TIMEOUT,
                    "too-slow",
                    "The body did not come within " + limit.time().toSeconds() + " seconds.");
        }
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public boolean isReady() {
        return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        in.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
