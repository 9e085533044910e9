package org.kpulse.harness.machine.qemu;

import java.time.Duration;

/**
 * What was found out about this host once and is kept: see {@link Calibrator}.
 *
 * @param acceleration what a real boot showed to work
 * @param evidence why, one clause for people
 * @param bareBoot from the start of QEMU to a busybox shell with that acceleration
 */
public record Calibration(Acceleration acceleration, String evidence, Duration bareBoot) {

    public Calibration {
        if (bareBoot.isNegative() || bareBoot.isZero()) {
            throw new IllegalArgumentException("a boot takes time: " + bareBoot);
        }
    }
}
