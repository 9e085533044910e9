package org.kpulse.harness.store;

/** Where a job stands. QUEUED -> RUNNING -> FINISHED | FAILED | ABANDONED; the last three are final. */
public enum JobState {
    /** Nothing was run yet. */
    QUEUED,
    /** Some of its boots may have run; also after a kill, until it is resumed. */
    RUNNING,
    /** All boots wanted are there. */
    FINISHED,
    /** It gave up: too many faults. */
    FAILED,
    /** Its experiment will not be resumed. */
    ABANDONED
}
