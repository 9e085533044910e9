package org.kpulse.harness.fault;

/**
 * Why a run did not finish. A fault of the kernel under test ({@link KernelFault}) may become a finding once fresh boots
 * repeat it; a fault of ours ({@link InfraFault}) is retried and never accuses a kernel. Nothing converts one into the other
 * silently.
 */
public sealed interface Fault permits KernelFault, InfraFault {

    /** One sentence for a person: what happened, without a stack trace. */
    String detail();

    /** The kind as stored and shown, for example {@code PANIC} or {@code DISK_FULL}. */
    String code();

    /** Who is to blame, as stored and shown. */
    Blame blame();
}
