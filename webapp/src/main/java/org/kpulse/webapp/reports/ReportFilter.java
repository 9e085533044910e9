package org.kpulse.webapp.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kpulse.webapp.table.Query;

/**
 * Which reports are shown.
 *
 * @param word {@code open}, {@code all} or a state's
 * @param states that it means
 */
public record ReportFilter(String word, List<ReportState> states) {

    private static final String OPEN = "open";

    /** What a word means; none if there is no such state. */
    public static Optional<ReportFilter> of(String word) {
        return switch (word) {
            case OPEN -> Optional.of(new ReportFilter(word, List.of(ReportState.DRAFT, ReportState.APPROVED)));
            case "all" -> Optional.of(new ReportFilter(word, List.of(ReportState.values())));
            default -> ReportState.named(word).map(state -> new ReportFilter(word, List.of(state)));
        };
    }

    /** All words. */
    public static List<String> words() {
        List<String> words = new ArrayList<>(List.of(OPEN, "all"));
        Arrays.stream(ReportState.values()).map(ReportState::word).forEach(words::add);
        return words;
    }

    Query query() {
        return Query.NONE.with("state", word.equals(OPEN) ? "" : word);
    }
}
