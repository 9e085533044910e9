package org.kpulse.harness.testset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects results: names made unique, everything bounded. Not thread-safe. */
final class ReportBuilder {

    private static final int MAX_COMPLAINT = 300;
    private static final long MAX_OUTPUTS = 4L << 20;

    private final List<TestResult> results = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private Optional<String> skipped = Optional.empty();
    private long outputs;
    private boolean full;

    /** Adds a result; a name that is there already in this round gets a number: {@code name#2}. */
    void add(String name, int round, TestStatus status, Optional<Duration> duration, String reason, String output) {
        if (results.size() >= TestReport.MAX_RESULTS) {
            if (!full) {
                complain("more than " + TestReport.MAX_RESULTS + " results; the others are left out");
                full = true;
            }
            return;
        }
        String kept = status.bad() && outputs + output.length() <= MAX_OUTPUTS ? output : "";
        outputs += kept.length();
        results.add(new TestResult(
                unique(TestNames.clean(name), round),
                round,
                status,
                duration,
                cut(TestNames.line(reason), TestResult.MAX_REASON),
                kept));
    }

    private String unique(String name, int round) {
        String candidate = name;
        while (names.containsKey(round + " " + candidate)) {
            int number = names.merge(round + " " + name, 1, Integer::sum);
            String ending = "#" + number;
            candidate = cut(name, TestResult.MAX_NAME - ending.length()) + ending;
        }
        names.put(round + " " + candidate, 1);
        return candidate;
    }

    void complain(String complaint) {
        if (complaints.size() < TestReport.MAX_COMPLAINTS) {
            complaints.add(cut(TestNames.line(complaint), MAX_COMPLAINT));
        }
    }

    void skip(String reason) {
        skipped = Optional.of(cut(TestNames.line(reason), TestResult.MAX_REASON));
    }

    TestReport report() {
        return new TestReport(results, complaints, skipped);
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
