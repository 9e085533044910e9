package org.kpulse.analysis.changepoint;

/** What happened to a series. */
public enum ChangeKind {
    /** The level changed between two kernels and stayed. */
    STEP,
    /** The level went back to what it was before an earlier change, to which the finding refers: that was an excursion. */
    RETURN,
    /** The level moved slowly, over many kernels. May refer to a step that was its first sign. */
    DRIFT,
    /** A drift, to which the finding refers, came to an end. */
    DRIFT_END,
    /** One or two kernels far off; the kernels after them are as those before. */
    OUTLIER,
    /** Better position and size of an earlier change, to which the finding refers, from the points since. */
    REFINED,
    /** The points since show no lasting change where an earlier finding, to which this one refers, saw one. */
    FADED;

    /** True if a finding of this kind says that a kernel changed something: what a fresh boot should confirm. */
    public boolean isAlert() {
        return this == STEP || this == RETURN || this == DRIFT || this == DRIFT_END;
    }
}
