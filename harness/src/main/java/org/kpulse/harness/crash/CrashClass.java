package org.kpulse.harness.crash;

import java.util.Arrays;
import java.util.Optional;
import org.kpulse.harness.fault.KernelFault;

/** What kind of trouble a kernel's log tells of. The word is what is stored and shown. */
public enum CrashClass {
    PANIC("panic", KernelFault.Kind.PANIC),
    /** A panic because process 1 was killed; the reason mostly stands before it. */
    INIT_KILLED("init-killed-panic", KernelFault.Kind.PANIC),
    NULL_DEREFERENCE("null-dereference", KernelFault.Kind.OOPS),
    PAGE_FAULT("page-fault", KernelFault.Kind.OOPS),
    /** A stack that ran into its guard page. */
    STACK_OVERFLOW("stack-overflow", KernelFault.Kind.OOPS),
    /** Any other exception in the kernel: general protection, divide error, invalid opcode. */
    OOPS("oops", KernelFault.Kind.OOPS),
    /** {@code BUG()} and {@code BUG_ON()}. */
    KERNEL_BUG("kernel-bug", KernelFault.Kind.OOPS),
    /** A copy or string function that ran over its buffer (CONFIG_FORTIFY_SOURCE). */
    FORTIFY_BUG("fortify-bug", KernelFault.Kind.OOPS),
    /** A line that begins with {@code BUG:} and has no class of its own. */
    BUG("bug", KernelFault.Kind.OOPS),
    KASAN("kasan", KernelFault.Kind.OOPS),
    KFENCE("kfence", KernelFault.Kind.OOPS),
    KMSAN("kmsan", KernelFault.Kind.OOPS),
    KCSAN("kcsan", KernelFault.Kind.OOPS),
    SOFT_LOCKUP("soft-lockup", KernelFault.Kind.LOCKUP),
    HARD_LOCKUP("hard-lockup", KernelFault.Kind.LOCKUP),
    HUNG_TASK("hung-task", KernelFault.Kind.LOCKUP),
    RCU_STALL("rcu-stall", KernelFault.Kind.LOCKUP),
    /** A workqueue or spinlock lockup. */
    LOCKUP("lockup", KernelFault.Kind.LOCKUP),
    OOM_KILL("oom-kill", KernelFault.Kind.OOM_KILL),
    WARNING("warning"),
    /** A report of the lock validator. */
    LOCKDEP("lockdep"),
    UBSAN("ubsan"),
    /** The machine restarted or powered off without a word; from outside the two look the same. */
    REBOOT("unexpected-reboot", KernelFault.Kind.REBOOT),
    /** The machine stopped answering without a word. */
    HANG("silent-hang", KernelFault.Kind.HANG);

    private final String word;
    private final Optional<KernelFault.Kind> fault;

    CrashClass(String word) {
        this.word = word;
        this.fault = Optional.empty();
    }

    CrashClass(String word, KernelFault.Kind fault) {
        this.word = word;
        this.fault = Optional.of(fault);
    }

    /** As stored and shown, for example {@code null-dereference}. */
    public String word() {
        return word;
    }

    /** What it makes of a run in which it is the first thing of its kind; empty when the run may go on. */
    public Optional<KernelFault.Kind> fault() {
        return fault;
    }

    /** Whether it is told by a clock: something took longer than it may. */
    public boolean isTimed() {
        return switch (this) {
            case SOFT_LOCKUP, HARD_LOCKUP, HUNG_TASK, RCU_STALL, LOCKUP -> true;
            default -> false;
        };
    }

    /** Whether the kernel said nothing of it. */
    public boolean silent() {
        return this == REBOOT || this == HANG;
    }

    /** The class with this word. */
    public static CrashClass of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class of crashes: " + word));
    }
}
