package org.kpulse.harness.tests.foreign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.run.TestResult.Outcome;

/** Collects results: names made unique, everything bounded. Not thread-safe. */
final class ReportBuilder {

    private static final int MAX_COMPLAINT = 300;
    private static final long MAX_OUTPUTS = 4L << 20;

    private final List<Told> results = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private Optional<String> skipped = Optional.empty();
    private long outputs;
    private boolean full;

    /** Adds a result; a name that is there already gets a number: {@code name#2}. */
    void add(String name, Outcome status, Optional<Duration> duration, String reason, String output) {
        if (results.size() >= Report.MAX_RESULTS) {
            if (!full) {
                complain("more than " + Report.MAX_RESULTS + " results; the others are left out");
                full = true;
            }
            return;
        }
        String kept = Told.isOdd(status) && outputs + output.length() <= MAX_OUTPUTS ? output : "";
        outputs += kept.length();
        results.add(new Told(
                unique(TestNames.clean(name)), status, duration, cut(TestNames.line(reason), Told.MAX_REASON), kept));
    }

    private String unique(String name) {
        String candidate = name;
        while (names.containsKey(candidate)) {
            int number = names.merge(name, 1, Integer::sum);
            String ending = "#" + number;
            candidate = cut(name, Told.MAX_NAME - ending.length()) + ending;
        }
        names.put(candidate, 1);
        return candidate;
    }

    void complain(String complaint) {
        if (complaints.size() < Report.MAX_COMPLAINTS) {
            complaints.add(cut(TestNames.line(complaint), MAX_COMPLAINT));
        }
    }

    void skip(String reason) {
        skipped = Optional.of(cut(TestNames.line(reason), Told.MAX_REASON));
    }

    Report report() {
        return new Report(results, complaints, skipped);
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
