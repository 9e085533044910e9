package org.kpulse.harness.queue;

import java.time.Duration;

/** What becomes of a task after a fault of ours or the death of its worker. Pure. */
final class AfterFault {

    /** A task that failed so often is given up. */
    static final int MOST_FAILURES = 4;

    private static final Duration FIRST = Duration.ofMinutes(1);

    private AfterFault() {}

    /** @param failures with the one that just was */
    static boolean givesUp(int failures) {
        return failures >= MOST_FAILURES;
    }

    /** How long to wait before it is tried again: 1, 4, 16 minutes. */
    static Duration pause(int failures) {
        return FIRST.multipliedBy(1L << (2 * Math.min(failures - 1, MOST_FAILURES)));
    }
}
