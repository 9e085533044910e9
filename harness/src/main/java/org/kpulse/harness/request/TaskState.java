package org.kpulse.harness.request;

/** Where a task is; the last three are final. */
public enum TaskState {
    /** Waits for a worker. */
    QUEUED,
    /** A worker has it; also after that worker died, until this is noticed. */
    RUNNING,
    /** Its experiment was judged, or the kernel under test is to blame that there is nothing to judge. */
    DONE,
    /** Given up after faults of ours, or because it cannot be done as it was asked. */
    FAILED,
    /** A person took it back. */
    CANCELLED;

    /** Whether nothing will happen to it any more. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
