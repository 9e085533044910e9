package org.kpulse.analysis.comparison;

/** What a comparison says of one metric; stored with the rule version that gave it and never changed. */
public enum Verdict {
    /** Worse by at least the smallest change that is called, and not by chance. */
    REGRESSION,
    /** Better by at least the smallest change that is called, and not by chance. */
    IMPROVEMENT,
    /** The whole interval of the change lies within the equivalence margin. */
    NO_CHANGE,
    /** Neither is shown: see the minimum detectable effect and the boots needed. */
    INCONCLUSIVE
}
