package org.kpulse.harness.expect;

import java.io.IOException;
import java.time.Duration;

/** A line to a guest: a serial port, a terminal, or whatever else carries bytes both ways. Not thread-safe. */
public interface SerialLine {

    /** The bytes that came since the last call; waits at most {@code patience} for the first one, and gives none when none comes. */
    byte[] next(Duration patience) throws IOException;

    /** Whether nothing will come any more: the other side is gone and {@link #next} has handed out all that it said. */
    boolean ended();

    /** Says these bytes to the guest; when it is gone already they are lost without an error. */
    void send(byte[] bytes) throws IOException;
}
