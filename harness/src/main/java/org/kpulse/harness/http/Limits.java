package org.kpulse.harness.http;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param silence until it answers, and between two pieces of its answer
 * @param whole from the question to the end of the answer
 */
public record Limits(Duration silence, Duration whole) {

    public Limits {
        if (silence.isZero() || silence.isNegative() || whole.compareTo(silence) < 0) {
            throw new IllegalArgumentException("a server needs time: " + silence + ", " + whole);
        }
    }
}
