package org.kpulse.bisect.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What is said of changes beside the culprit, in lines for a person. */
final class FurtherChangesText {

    private static final int MOST_COMMITS = 5;
    private static final int SHORT = 12;

    private FurtherChangesText() {}

    /**
     * Three lines or so a change: its size, its commits, how to go on.
     *
     * @param outcome an answer or a whole outcome as it is stored; sizes are differences of natural logarithms
     */
    static List<String> lines(JsonNode outcome) {
        List<String> lines = new ArrayList<>();
        for (JsonNode change : outcome.path("further_changes")) {
            int commits = change.path("number_of_commits").asInt();
            lines.add(String.format(
                    Locale.ROOT,
                    "%s (95 %% interval %s to %s), at one of %d commit%s with 95 %%:",
                    percent(change, "size"),
                    percent(change, "low"),
                    percent(change, "high"),
                    commits,
                    commits == 1 ? "" : "s"));
            int shown = 0;
            for (JsonNode commit : change.path("commits")) {
                if (shown++ < MOST_COMMITS) {
                    lines.add("  " + BisectionView.commit(commit));
                }
            }
            if (commits > MOST_COMMITS) {
                lines.add("  and " + (commits - MOST_COMMITS) + " more");
            }
            lines.add("  go on with: kpulse bisect start --good " + revision(change, "good") + " --bad "
                    + revision(change, "bad"));
        }
        return lines;
    }

    private static String percent(JsonNode change, String name) {
        return String.format(
                Locale.ROOT, "%+.2f %%", 100 * Math.expm1(change.path(name).asDouble()));
    }

    private static String revision(JsonNode change, String name) {
        String revision = change.path(name).asString("");
        return revision.substring(0, Math.min(SHORT, revision.length()));
    }
}
