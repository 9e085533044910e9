package org.kpulse.harness.machine;

import java.time.Duration;

/**
 * How patient a boot is.
 *
 * @param boot from the start of the machine to the job's first word
 * @param silence without a sign of life on the results channel or the console, once the job has begun
 * @param total for everything; no run takes longer
 */
public record BootLimits(Duration boot, Duration silence, Duration total) {

    private static final Duration LEAST_BOOT = Duration.ofSeconds(60);
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(60);

    public BootLimits {
        if (boot.isNegative()
                || boot.isZero()
                || silence.isNegative()
                || silence.isZero()
                || total.compareTo(boot) < 0) {
            throw new IllegalArgumentException("boot limits: " + boot + ", " + silence + ", " + total);
        }
    }

    /**
     * Limits for a machine whose calibration boot took {@code bare}: twenty times as long to boot (a busy host was seen to need
     * eight times), half of that for silence, never less than a minute.
     */
    public static BootLimits calibrated(Duration bare, Duration total) {
        Duration boot = max(LEAST_BOOT, bare.multipliedBy(20));
        Duration silence = max(LEAST_SILENCE, bare.multipliedBy(10));
        return new BootLimits(boot, silence, max(total, boot.plus(silence)));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
