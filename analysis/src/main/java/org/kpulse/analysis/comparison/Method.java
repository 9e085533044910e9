package org.kpulse.analysis.comparison;

/** The test that gave a p. */
public enum Method {
    /** No test: fewer than 2 boots on a side. */
    NONE,
    /** Welch's t: the boots' own deviations alone. */
    WELCH,
    /** Moderated t: the boots' pooled variance joined with what the noise model knows of the metric. */
    MODERATED_T
}
