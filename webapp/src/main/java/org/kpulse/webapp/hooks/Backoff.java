package org.kpulse.webapp.hooks;

import java.time.Duration;

/** How long to wait after a try that failed. Pure. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int DOUBLINGS = 20;

    private Backoff() {}

    /** Half a minute after the first, doubled each time, never more than six hours. */
    static Duration after(int tries) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), DOUBLINGS));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
