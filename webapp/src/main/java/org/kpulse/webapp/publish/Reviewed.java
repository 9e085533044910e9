package org.kpulse.webapp.publish;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.kpulse.harness.regression.RegressionState;

/** Whether a person stands behind a regression: the last word of a person decides. Pure. */
final class Reviewed {

    /** That a report of it was approved, which is approved still or was sent. */
    static final String APPROVED = "approved";

    private static final Set<String> YES = Set.of(APPROVED, "accepted", "improvement", "reported", "fixed");
    private static final Set<RegressionState> NEVER =
            Set.of(RegressionState.NOISE, RegressionState.INFRA, RegressionState.DUPLICATE);

    private Reviewed() {}

    /**
     * What a person said.
     *
     * @param what a word of {@link org.kpulse.harness.regression.Judgement.Act}, or {@link #APPROVED}
     */
    record Word(Instant at, String what) {}

    /** Whether a regression in this state, of which people said this in any order, may be shown to everybody. */
    static boolean is(RegressionState state, List<Word> words) {
        return !NEVER.contains(state)
                && words.stream()
                        .max(Comparator.comparing(Word::at))
                        .filter(last -> YES.contains(last.what()))
                        .isPresent();
    }
}
