package org.kpulse.harness.crash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads kernel log lines. Pure: what a line means does not depend on what came before; {@link CrashReader} joins lines to reports.
 * The beginnings are the kernel's own formats (arch/x86/kernel/dumpstack.c, kernel/panic.c, kernel/watchdog.c,
 * kernel/watchdog_hld.c, kernel/hung_task.c, kernel/rcu/tree_stall.h, kernel/rcu/tasks.h, mm/oom_kill.c, kernel/locking/lockdep.c,
 * mm/kasan/report.c, lib/ubsan.c), as of 6.1 and 6.12.
 *
 * <p>Programs can write into the log through {@code /dev/kmsg}. The kernel marks such lines with a facility above 0, so that
 * they mean nothing here where the line has its {@code <level>}, as in the log that the guest sends at its end. On the console
 * there is no mark: a program that runs as root in the guest and prints a crash there is believed.
 */
public final class KernelLog {

    private record Beginning(CrashClass kind, Pattern pattern) {

        Beginning(CrashClass kind, String... alternatives) {
            this(kind, Pattern.compile("^(?:" + String.join("|", alternatives) + ")"));
        }
    }

    private static final int FIRST_USER_PRIORITY = 8;
    private static final Pattern PREFIX =
            Pattern.compile("^(?:<(\\d{1,9})>)?(\\[\\s*\\d+\\.\\d+\\]\\s?(\\[[^\\]]{0,20}\\]\\s?)?)?");
    private static final Pattern TIME = Pattern.compile("^(?:<\\d{1,9}>)?\\[\\s*(\\d{1,9})\\.\\d+\\]");

    /** Lines that begin with the name a program gave itself, which may read like any signature. */
    private static final Pattern NAMED_BY_A_PROGRAM =
            Pattern.compile("^.{1,16}(?:\\[\\d+\\]: segfault at |: page allocation failure: )");

    /** In the order in which they are tried. */
    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning(
                    CrashClass.OOM_KILL,
                    ".{1,24} invoked oom-killer: gfp_mask=",
                    "Out of memory: Killed process ",
                    "Memory cgroup out of memory: Killed process ",
                    "oom-kill:constraint="),
            new Beginning(CrashClass.INIT_KILLED, "Kernel panic - not syncing: Attempted to kill init!"),
            new Beginning(CrashClass.PANIC, "Kernel panic - not syncing", "PANIC: early exception "),
            new Beginning(CrashClass.SOFT_LOCKUP, "(?:watchdog: )?BUG: soft lockup - CPU#"),
            new Beginning(
                    CrashClass.HARD_LOCKUP,
                    "(?:NMI watchdog: |watchdog: )?(?:CPU\\d+: )?Watchdog detected hard LOCKUP on cpu"),
            new Beginning(CrashClass.HUNG_TASK, "INFO: task .{1,80} blocked for more than \\d"),
            new Beginning(
                    CrashClass.RCU_STALL,
                    "(?:rcu: )?INFO: rcu\\w* (?:self-)?detected (?:expedited )?stalls? on ",
                    "rcu: rcu_\\w+ kthread (?:starved for|timer wakeup didn't happen for) "),
            new Beginning(CrashClass.LOCKUP, "BUG: spinlock lockup suspected", "BUG: workqueue lockup"),
            new Beginning(CrashClass.KASAN, "BUG: KASAN: "),
            new Beginning(CrashClass.KFENCE, "BUG: KFENCE: "),
            new Beginning(CrashClass.KMSAN, "BUG: KMSAN: "),
            new Beginning(CrashClass.KCSAN, "BUG: KCSAN: "),
            new Beginning(
                    CrashClass.STACK_OVERFLOW,
                    "BUG: (?:.{1,20} )?stack guard page was hit at ",
                    "Insufficient stack space to handle exception"),
            new Beginning(
                    CrashClass.NULL_DEREFERENCE,
                    "BUG: (?:unable to handle )?kernel NULL pointer dereference",
                    "Unable to handle kernel NULL pointer dereference"),
            new Beginning(
                    CrashClass.PAGE_FAULT, "BUG: unable to handle (?:page fault|kernel )", "Unable to handle kernel "),
            new Beginning(CrashClass.KERNEL_BUG, "kernel BUG at "),
            new Beginning(
                    CrashClass.OOPS,
                    "(?:Oops: )?[a-zA-Z][\\w ,()-]{0,120}: [0-9a-f]{4,16} \\[#\\d+\\]",
                    "Oops(?: -|:) ",
                    "Internal error: ",
                    "(?:traps: )?PANIC: double fault"),
            new Beginning(CrashClass.BUG, "BUG: (?!MAX_\\w+ too low)"),
            new Beginning(
                    CrashClass.LOCKDEP,
                    "WARNING: (?:possible (?:circular locking|recursive locking|irq lock inversion)"
                            + "|inconsistent lock state|\\S+-safe -> \\S+-unsafe lock order|Nested lock was not taken"
                            + "|bad (?:unlock balance|contention) detected|held lock freed|.{1,60} still has locks held"
                            + "|lock held when returning to user space|suspicious RCU usage)",
                    "\\[ BUG: Invalid wait context \\]"),
            new Beginning(CrashClass.UBSAN, "UBSAN: "),
            new Beginning(
                    CrashClass.WARNING, "WARNING: (?!kernel stack |can't |stack recursion |unrecognized unwind )"));

    private static final Pattern WARNING =
            Pattern.compile("^WARNING: |^refcount_t: |^UBSAN: |^detected buffer overflow");

    /** Known crashes of the emulator: the line, and the evidence for blaming it (docs/troubleshooting.md). */
    private static final List<Pattern> EMULATOR = List.of(Pattern.compile("^Oops: int3: 0000 \\["));

    private KernelLog() {}

    /** The line without console level and time stamp. */
    public static String strip(String line) {
        return PREFIX.matcher(line).replaceFirst("").stripTrailing();
    }

    /** By the kernel's own clock, since it began: whole seconds; empty without a time stamp. */
    public static Optional<Duration> time(String line) {
        Matcher matcher = TIME.matcher(line);
        return matcher.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }

    /** What this line says about the kernel's health, if anything: also what fails no run. */
    public static Optional<Sign> sign(String line) {
        String text = strip(line);
        if (isUsers(line) || NAMED_BY_A_PROGRAM.matcher(text).find()) {
            return Optional.empty();
        }
        for (Beginning each : BEGINNINGS) {
            if (each.pattern.matcher(text).find()) {
                return Optional.of(new Sign(each.kind, text));
            }
        }
        return Optional.empty();
    }

    /** A sign of what fails a run. */
    public static Optional<Sign> crash(String line) {
        return sign(line).filter(sign -> sign.fault().isPresent());
    }

    /** Whether the line begins a warning: worth showing, no reason to fail a run. */
    public static boolean isWarning(String line) {
        return !isUsers(line) && WARNING.matcher(strip(line)).find();
    }

    static boolean isUsers(String line) {
        Matcher matcher = PREFIX.matcher(line);
        return matcher.find() && matcher.group(1) != null && Integer.parseInt(matcher.group(1)) >= FIRST_USER_PRIORITY;
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
