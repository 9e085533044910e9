package org.kpulse.bisect.store;

/** State of a bisection. */
public enum BisectionState {
    /** Goes on as soon as machines are free. */
    RUNNING,
    /** Waits for a person: stopped by one, or by faults of ours that came back. */
    PAUSED,
    /** Over, with an outcome. */
    FINISHED,
    /** Given up by a person. */
    ABORTED
}
