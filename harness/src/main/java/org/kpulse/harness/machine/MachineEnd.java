package org.kpulse.harness.machine;

import java.util.Optional;
import org.kpulse.harness.fault.InfraFault;

/** What the end of an emulator's process says by itself. */
public final class MachineEnd {

    /** What QEMU says when it was told to end by a signal that it can catch; its exit code is 0 then. */
    private static final String TERMINATED = "terminating on signal";

    private MachineEnd() {}

    /**
     * The fault of ours that ended it; empty when the guest powered off, reset or panicked: QEMU's exit code is 0 in all three.
     *
     * @param exitCode of the emulator, 128 + n when signal n killed it
     * @param words the last line the emulator printed, empty when none
     */
    public static Optional<InfraFault> died(int exitCode, String words) {
        if (exitCode == 0 && !words.contains(TERMINATED)) {
            return Optional.empty();
        }
        String how = exitCode > 128 ? "was killed by signal " + (exitCode - 128) : "ended with exit code " + exitCode;
        String said = words.isBlank() ? "" : ": " + words;
        return Optional.of(new InfraFault(InfraFault.Kind.MACHINE_DIED, "QEMU " + how + said + "."));
    }
}
