package org.kpulse.harness.crashsuite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;

/**
 * What was found after a trigger.
 *
 * @param word class of the first crash, or what else happened
 * @param crash the first crash, when there was one
 */
public record Found(String word, Optional<Crash> crash) {

    /** Nothing happened. */
    public static final String NONE = "none";
    /** No word and no answer until the limit. */
    public static final String SILENT_HANG = "silent-hang";
    /** The machine ended by itself without a word. */
    public static final String REBOOT = "unexpected-reboot";
    /** The emulator was ended: ours. */
    public static final String MACHINE_DIED = "machine-died";

    /** The command failed and nothing happened: the trigger does not exist, or the guest lacks something. Never expected. */
    public static final String NOT_FIRED = "not-fired";

    static final Set<String> WORDS = Set.of(NONE, SILENT_HANG, REBOOT, MACHINE_DIED);

    /**
     * Decides: a machine that we lost says nothing of the kernel; else the first crash is the cause of all else.
     *
     * @param crashes what the console told, warnings too
     * @param ended why the machine ended, if it did
     * @param exitCode of the trigger's command, if the shell answered after it
     */
    public static Found of(List<Crash> crashes, Optional<Fault> ended, Optional<Integer> exitCode) {
        if (ended.filter(fault -> fault.blame() == Blame.OURS).isPresent()) {
            return new Found(MACHINE_DIED, Optional.empty());
        }
        if (!crashes.isEmpty()) {
            return new Found(crashes.get(0).kind().word(), Optional.of(crashes.get(0)));
        }
        if (ended.isPresent()) {
            return new Found(REBOOT, Optional.empty());
        }
        String word = exitCode.map(code -> code == 0 ? NONE : NOT_FIRED).orElse(SILENT_HANG);
        return new Found(word, Optional.empty());
    }

    /** What names it: the crash's signature, else the word. */
    public String signature() {
        return crash.map(Crash::signature).orElse(word);
    }
}
