package org.kpulse.harness.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A body that must be read to its end before a deadline, with no pause that is too long. */
final class TimedBody extends InputStream {

    private final InputStream body;
    private final String name;
    private final Limits limits;
    private final long deadline;

    /** @param deadline as {@link System#nanoTime} */
    TimedBody(InputStream body, String name, Limits limits, long deadline) {
        this.body = body;
        this.name = name;
        this.limits = limits;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ServerTrouble(ServerTrouble.Kind.LASTING, "reading " + name + " was interrupted");
        }
        if (System.nanoTime() - deadline > 0) {
            throw late("took longer than " + limits.whole().toSeconds() + " s", null);
        }
        try {
            return body.read(into, from, length);
        } catch (SocketTimeoutException e) {
            throw late("was silent for " + limits.silence().toSeconds() + " s", e);
        } catch (IOException e) {
            throw new ServerTrouble(
                    ServerTrouble.Kind.PASSING,
                    "the connection to " + name + " broke (" + e.getMessage() + ")",
                    Optional.empty(),
                    e);
        }
    }

    private ServerTrouble late(String what, @Nullable IOException cause) {
        return new ServerTrouble(ServerTrouble.Kind.PASSING, name + " " + what, Optional.empty(), cause);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
