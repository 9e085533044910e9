package org.kpulse.harness.fault;

import java.util.Objects;

/**
 * A fault of the kernel under test.
 *
 * @param kind what the kernel did
 * @param detail one sentence, usually with the kernel's own words
 */
public record KernelFault(Kind kind, String detail) implements Fault {

    /** What a kernel under test can do wrong while it is made or during a run. */
    public enum Kind {
        /** A patch does not apply to its source. */
        PATCH_DOES_NOT_APPLY,
        /** Its source does not compile. */
        DOES_NOT_BUILD,
        /** It never reached the start of the job. */
        DOES_NOT_BOOT,
        /** An oops, BUG or general protection fault in its log. */
        OOPS,
        /** It panicked. */
        PANIC,
        /** A soft or hard lockup, hung task or RCU stall in its log. */
        LOCKUP,
        /** No heartbeat for the set time. */
        HANG,
        /** It rebooted by itself. */
        REBOOT,
        /** Its OOM killer killed a program of the job. */
        OOM_KILL,
        /** The job ended but results are missing or damaged. */
        LOST_SAMPLES
    }

    public KernelFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }

    @Override
    public String code() {
        return kind.name();
    }

    @Override
    public Blame blame() {
        return Blame.KERNEL;
    }
}
