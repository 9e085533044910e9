package org.kpulse.harness.machine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.KernelFault;

/**
 * Reads kernel log lines. Pure: what a line means does not depend on what came before. The signatures are the kernel's own
 * formats (lib/dump_stack.c, kernel/panic.c, kernel/watchdog.c, kernel/hung_task.c, kernel/rcu/tree_stall.h, mm/oom_kill.c).
 */
public final class KernelLog {

    private record Signature(KernelFault.Kind kind, Pattern pattern) {}

    private static final Pattern PREFIX =
            Pattern.compile("^(<\\d+>)?(\\[\\s*\\d+\\.\\d+\\]\\s?(\\[[^\\]]{0,20}\\]\\s?)?)?");

    private static final List<Signature> SIGNATURES = List.of(
            new Signature(KernelFault.Kind.PANIC, Pattern.compile("^Kernel panic - not syncing")),
            new Signature(
                    KernelFault.Kind.LOCKUP,
                    Pattern.compile("(soft lockup - CPU#|hard LOCKUP|^INFO: task .{1,80} blocked for more than"
                            + "|^(rcu: )?INFO: rcu\\w* .{0,40}(detected|self-detected) (stalls?|expedited stalls?)"
                            + "|^BUG: spinlock lockup suspected|^BUG: workqueue lockup)")),
            new Signature(
                    KernelFault.Kind.OOPS,
                    Pattern.compile("^(BUG: |kernel BUG at |Oops: |Oops - |general protection fault"
                            + "|Unable to handle kernel |Internal error: |double fault: |divide error: |invalid opcode: "
                            + "|stack segment: |page dumped because: )")),
            new Signature(
                    KernelFault.Kind.OOM_KILL,
                    Pattern.compile("^(Out of memory: Killed process|Memory cgroup out of memory: Killed process"
                            + "|oom-kill:constraint=)")));

    private static final Pattern WARNING =
            Pattern.compile("^WARNING: |^refcount_t: |^UBSAN: |^detected buffer overflow");

    /** Known crashes of the emulator: the line, and the evidence for blaming it (docs/troubleshooting.md). */
    private static final List<Pattern> EMULATOR = List.of(Pattern.compile("^Oops: int3: 0000 \\["));

    private KernelLog() {}

    /** The line without console level and time stamp. */
    public static String strip(String line) {
        return PREFIX.matcher(line).replaceFirst("").stripTrailing();
    }

    /** What this line says about the kernel's health, if anything. */
    public static Optional<Crash> crash(String line) {
        String text = strip(line);
        for (Signature each : SIGNATURES) {
            if (each.pattern.matcher(text).find()) {
                return Optional.of(new Crash(each.kind, text));
            }
        }
        return Optional.empty();
    }

    /** Whether the line begins a warning: worth showing, no reason to fail a run. */
    public static boolean isWarning(String line) {
        return WARNING.matcher(strip(line)).find();
    }

    /**
     * Whether a crash with this line, under multi-threaded emulation, is known to be the emulator's: a patched call site whose
     * translated code another virtual CPU still executed. Measured with 6.12: 2 of 88 boots with two virtual CPUs and
     * multi-threaded TCG, 0 of 40 single-threaded.
     */
    public static boolean isEmulatorCrash(String line) {
        String text = strip(line);
        return EMULATOR.stream().anyMatch(p -> p.matcher(text).find());
    }
}
