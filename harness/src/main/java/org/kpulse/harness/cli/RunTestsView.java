package org.kpulse.harness.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.TestQuery;

/** The tests of a run: how many ended how, and those that did not pass. */
final class RunTestsView implements CollectedView {

    private static final int SHOWN = 80;

    @Override
    public String key() {
        return "tests";
    }

    @Override
    public Optional<String> text(Database database, long run) {
        List<TestResult> results = new TestQuery(database).ofRun(run);
        return results.isEmpty() ? Optional.empty() : Optional.of(text(results));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> json(Database database, long run) {
        List<TestResult> results = new TestQuery(database).ofRun(run);
        return results.isEmpty() ? Optional.empty() : Optional.of(json(results));
    }

    static String text(List<TestResult> results) {
        StringBuilder text = new StringBuilder();
        counts(results)
                .forEach((set, counts) -> text.append("\ntests of ")
                        .append(set)
                        .append(": ")
                        .append(counts.entrySet().stream()
                                .map(each -> each.getValue() + " " + each.getKey())
                                .collect(Collectors.joining(", ")))
                        .append('\n'));
        List<TestResult> odd =
                results.stream().filter(r -> r.outcome() != Outcome.PASS).toList();
        if (!odd.isEmpty()) {
            Table table = Table.withTextAtTheEnd(2, "test", "result", "seconds", "reason");
            odd.forEach(r -> table.row(
                    r.test(), r.outcome().name(), TestLines.seconds(r.seconds()), TestLines.shown(r.reason(), SHOWN)));
            text.append(table.text());
        }
        return text.toString();
    }

    private static Map<String, Map<Outcome, Integer>> counts(List<TestResult> results) {
        Map<String, Map<Outcome, Integer>> counts = new TreeMap<>();
        results.forEach(r -> counts.computeIfAbsent(r.set(), set -> new EnumMap<>(Outcome.class))
                .merge(r.outcome(), 1, Integer::sum));
        return counts;
    }

    private static Map<String, @Nullable Object> json(List<TestResult> results) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("counts", counts(results));
        object.put("results", results.stream().map(TestLines::json).toList());
        return object;
    }
}
