package org.kpulse.harness.machine;

import java.util.Optional;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.KernelFault;

/** A boot that went wrong without a word of the kernel: what crash it counts as. */
final class Silence {

    private Silence() {}

    /**
     * The crash that a fault tells of where the log tells of none; empty for other faults.
     *
     * @param ended whether the machine ended by itself
     * @param when what it was doing, for example {@code during fio}
     */
    static Optional<Crash> of(Fault fault, boolean ended, String when) {
        if (!(fault instanceof KernelFault kernel)) {
            return Optional.empty();
        }
        return switch (kernel.kind()) {
            case REBOOT -> Optional.of(Crash.silent(CrashClass.REBOOT, fault.detail(), when));
            case HANG -> Optional.of(Crash.silent(CrashClass.HANG, fault.detail(), when));
            case DOES_NOT_BOOT ->
                Optional.of(Crash.silent(ended ? CrashClass.REBOOT : CrashClass.HANG, fault.detail(), when));
            case PATCH_DOES_NOT_APPLY, DOES_NOT_BUILD, OOPS, PANIC, LOCKUP, OOM_KILL, LOST_SAMPLES -> Optional.empty();
        };
    }
}
