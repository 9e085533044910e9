package org.kpulse.harness.http;

import java.time.Duration;

/** Waits between two tries. Tests only write down how long. */
@FunctionalInterface
public interface Pause {
    /** Returns after this time. */
    void sleep(Duration duration) throws InterruptedException;

    /** By the system's clock. */
    static Pause real() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
