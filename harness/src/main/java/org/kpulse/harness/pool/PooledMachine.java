package org.kpulse.harness.pool;

import java.time.Duration;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.Machine;
import org.kpulse.harness.machine.qemu.Calibration;

/**
 * A machine of the embedded pool, ready to be used.
 *
 * @param machine the driver
 * @param calibration what a real boot showed
 * @param limits how patient boots are, from the calibration
 * @param parallel how many boots may run at a time without disturbing each other's results
 */
public record PooledMachine(Machine machine, Calibration calibration, BootLimits limits, int parallel) {

    /** Instruction counting runs several times slower than plain translation; its limits are wider by this factor. */
    static final int INSTRUCTIONS_FACTOR = 6;

    static BootLimits limits(Calibration calibration, boolean instructions, Duration total) {
        Duration bare = calibration.bareBoot().multipliedBy(instructions ? INSTRUCTIONS_FACTOR : 1);
        return BootLimits.calibrated(bare, total);
    }
}
