package org.kpulse.webapp.regressions;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.table.Query;

/**
 * Which regressions are shown.
 *
 * @param word {@code open}, {@code closed}, {@code all} or a state's
 * @param states that it means
 */
public record StateFilter(String word, List<RegressionState> states) {

    private static final String OPEN = "open";

    /**
     * What was asked for.
     *
     * @throws BadParameter if there is no such state
     */
    public static StateFilter of(String word) {
        return new StateFilter(
                word,
                switch (word) {
                    case OPEN -> RegressionState.open();
                    case "closed" -> RegressionState.closed();
                    case "all" -> List.of(RegressionState.values());
                    default ->
                        List.of(RegressionState.named(word)
                                .orElseThrow(() -> new BadParameter(
                                        "state",
                                        "a state is one of " + String.join(", ", words()) + ", not \"" + word
                                                + "\".")));
                });
    }

    /** All that can be asked for. */
    static List<String> words() {
        List<String> words = new ArrayList<>(List.of(OPEN, "closed", "all"));
        for (RegressionState state : RegressionState.values()) {
            words.add(state.word());
        }
        return words;
    }

    Query query() {
        return Query.NONE.with("state", word.equals(OPEN) ? "" : word);
    }
}
