package org.kpulse.harness.build;

import java.time.Duration;

/**
 * How much one build may take. Makefiles of strangers run in it.
 *
 * @param time from begin to end
 * @param memoryMib resident memory of all its processes, and address space of each, MiB
 * @param processes at a time
 * @param diskMib all files it leaves, and each, MiB
 */
public record BuildLimits(Duration time, int memoryMib, int processes, int diskMib) {

    public BuildLimits {
        if (time.isZero() || time.isNegative() || memoryMib < 1 || processes < 1 || diskMib < 1) {
            throw new IllegalArgumentException("a build needs time, memory, processes and disk");
        }
    }
}
