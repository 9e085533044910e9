package org.kpulse.harness.tests;

import org.kpulse.harness.tests.TestTally.State;

/** What became of a test between two kernels. */
public enum TestChange {
    /** It passed on the base and fails on the candidate in every one of two or more fresh boots: a functional regression. */
    REGRESSION,
    /** The same in a single boot, which accuses nobody; another boot tells. */
    SEEN_ONCE,
    /** One of the kernels has both, boots in which it passes and boots in which it fails. */
    FLAKY,
    /** A known limitation is gone on the candidate: what is expected is to be changed. */
    XPASS,
    /** It failed on the base and passes on the candidate. */
    FIXED,
    /** It ran on one kernel only. */
    ONE_SIDED,
    /** The same on both. */
    SAME;

    private static final int CONFIRMED = 2;

    /** Compares the boots of a test; pure. */
    public static TestChange of(TestTally base, TestTally candidate) {
        State before = base.state();
        State after = candidate.state();
        if (before == State.NOT_RUN || after == State.NOT_RUN) {
            return before == after ? SAME : ONE_SIDED;
        }
        if (before == State.FLAKY || after == State.FLAKY) {
            return FLAKY;
        }
        if (after == State.FAILS) {
            return before == State.FAILS ? SAME : candidate.failed() >= CONFIRMED ? REGRESSION : SEEN_ONCE;
        }
        if (after == State.XPASSES) {
            return before == State.XPASSES ? SAME : XPASS;
        }
        return before == State.FAILS ? FIXED : SAME;
    }
}
