package org.kpulse.harness.crash;

/** What became of a signature between two kernels. */
public enum CrashChange {
    /** No boot of the base had it, two or more fresh boots of the candidate had it as a cause: the candidate is accused. */
    REGRESSION,
    /** The same in a single boot of the candidate, which accuses nobody; another boot tells. */
    SEEN_ONCE,
    /** Both had it, at least one of them not as a cause in every boot: the rates are shown. */
    FLAKY,
    /** It was a cause on the base, and no boot of the candidate had it. */
    GONE,
    /** One of the kernels has no boot that says something. */
    ONE_SIDED,
    /** A cause in every boot of both, or of neither. */
    SAME;

    private static final int CONFIRMED = 2;

    /** Compares the boots of two kernels; pure. */
    public static CrashChange of(CrashTally base, CrashTally candidate) {
        if (base.causes() == 0 && candidate.causes() == 0) {
            return SAME;
        }
        if (base.boots() == 0 || candidate.boots() == 0) {
            return ONE_SIDED;
        }
        if (base.seen() == 0) {
            return candidate.causes() >= CONFIRMED ? REGRESSION : SEEN_ONCE;
        }
        if (candidate.seen() == 0) {
            return GONE;
        }
        return base.always() && candidate.always() ? SAME : FLAKY;
    }
}
