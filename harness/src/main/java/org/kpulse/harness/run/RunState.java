package org.kpulse.harness.run;

/** How a run ended; a run is stored only when it has ended. See docs/states.md. */
public enum RunState {
    /** All steps ran and every sample is there. */
    FINISHED,
    /** The kernel under test failed. */
    KERNEL_FAILED,
    /** Something of ours failed; retried, never evidence. */
    INFRA_FAILED
}
