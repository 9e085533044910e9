package org.kpulse.harness.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.store.TestQuery.OnKernel;
import org.kpulse.harness.tests.TestTally;

/** Results of tests as cells and JSON objects. What a test says is a stranger's text. */
final class TestLines {

    private TestLines() {}

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    /** Printable, and not longer than that. */
    static String shown(String text, int most) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= most ? clean : clean.substring(0, most) + "...";
    }

    /** {@code 2 of 3} boots failed; {@code -} if none says anything. */
    static String failed(TestTally tally) {
        return tally.boots() == 0 ? "-" : tally.failed() + " of " + tally.boots();
    }

    static Map<String, @Nullable Object> json(TestResult result) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("set", result.set());
        object.put("test", result.test());
        object.put("result", result.outcome().name());
        object.put("seconds", result.seconds());
        object.put("reason", result.reason());
        object.put("output", result.output());
        return object;
    }

    static Map<String, @Nullable Object> json(TestTally tally) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("state", tally.state().name().toLowerCase(Locale.ROOT));
        object.put("boots", tally.boots());
        object.put("failed", tally.failed());
        object.put("failure_rate", tally.failureRate());
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        counts.putAll(tally.counts());
        object.put("results", counts);
        return object;
    }

    static Map<String, @Nullable Object> json(OnKernel line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", line.key().platform());
        object.put("set", line.key().set());
        object.put("test", line.key().test());
        object.put("kernel", line.kernel());
        object.put("release", line.release());
        object.putAll(json(line.tally()));
        object.put("reason", line.reason());
        return object;
    }
}
