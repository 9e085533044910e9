package org.kpulse.webapp.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.webapp.runs.RunSamples.Measured;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Tables of one run. */
final class RunTables {

    private static final List<Column> STEPS = List.of(
            Column.text("benchmark", "Benchmark"),
            Column.number("iteration", "Iteration").explained("From 0; negative ones warm up and do not count."),
            Column.number("exit_code", "Exit")
                    .explained("Exit code; 124 at the time limit, 128 + n when signal n killed it."),
            Column.number("guest_seconds", "Took").explained("By the guest's clock."));

    private static final List<Column> METRICS = List.of(
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.number("mean", "Mean"),
            Column.number("min", "Min"),
            Column.number("max", "Max"),
            Column.text("unit", "Unit"),
            Column.text("better", "Better"),
            Column.number("samples", "Samples"),
            Column.text("values", "All values").explained("By iteration; a dash where it gave none."));

    private static final List<Column> SAMPLES = List.of(
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.text("unit", "Unit"),
            Column.number("iteration", "Iteration"),
            Column.number("value", "Value"));

    private static final List<Column> TESTS = List.of(
            Column.text("set", "Set"),
            Column.text("test", "Test"),
            Column.text("result", "Result"),
            Column.number("seconds", "Took"),
            Column.text("reason", "Reason"),
            Column.text("output", "It printed"));

    private static final List<Column> CRASHES = List.of(
            Column.text("role", "Taken for").explained("The first crash of a boot is the cause of what follows it."),
            Column.text("class", "Class"),
            Column.text("signature", "Signature").explained("The same bug has the same one on every boot."),
            Column.text("title", "The kernel's words"));

    private RunTables() {}

    static Table steps(List<StepResult> steps) {
        List<List<Cell>> rows = new ArrayList<>();
        for (StepResult step : steps) {
            rows.add(List.of(
                    Cell.of(step.benchmark()).to("/benchmarks/" + Query.encoded(step.benchmark())),
                    new Cell(
                            step.iteration(),
                            step.iteration() < 0 ? "warm-up" : String.valueOf(step.iteration()),
                            java.util.Optional.empty(),
                            ""),
                    Shown.marked(step.exitCode(), "failed"),
                    Cell.of(step.guestSeconds(), Numbers.value(step.guestSeconds()) + " s")));
        }
        return new Table("Steps in order", STEPS, rows);
    }

    static Table metrics(List<Measured> metrics) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Measured each : metrics) {
            rows.add(List.of(
                    Cell.of(each.benchmark()),
                    Cell.of(each.metric()),
                    Shown.value(each.mean()),
                    Shown.value(each.min()),
                    Shown.value(each.max()),
                    Cell.of(each.unit()),
                    Cell.of(each.direction()),
                    Cell.of(each.values().stream()
                            .filter(java.util.Objects::nonNull)
                            .count()),
                    Cell.of(each.values().stream().map(RunTables::value).collect(Collectors.joining(" ")))
                            .marked("long")));
        }
        return new Table("Metrics with all their samples", METRICS, rows);
    }

    private static String value(@Nullable Double value) {
        return value == null ? "-" : Numbers.value(value);
    }

    /** One row a sample, with every digit. */
    static Table samples(List<Measured> metrics) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Measured each : metrics) {
            for (int i = 0; i < each.values().size(); i++) {
                @Nullable Double value = each.values().get(i);
                if (value != null) {
                    rows.add(List.of(
                            Cell.of(each.benchmark()),
                            Cell.of(each.metric()),
                            Cell.of(each.unit()),
                            Cell.of(i),
                            Shown.value(value)));
                }
            }
        }
        return new Table("Samples", SAMPLES, rows);
    }

    static Table tests(List<TestResult> results, boolean odd) {
        List<List<Cell>> rows = new ArrayList<>();
        for (TestResult each : results) {
            if (odd && each.outcome() == Outcome.PASS) {
                continue;
            }
            rows.add(List.of(
                    Cell.of(each.set()),
                    Cell.of(each.test()).to("/tests/" + Query.encoded(each.set()) + "/" + each.test()),
                    Cell.of(each.outcome().name()).marked(each.outcome().failed() ? "failed" : ""),
                    Shown.seconds(each.seconds()),
                    Cell.of(each.reason()).marked("long"),
                    Cell.of(each.output()).marked("long")));
        }
        return new Table(odd ? "Tests that did not simply pass" : "Tests", TESTS, rows);
    }

    static Table crashes(List<CrashQuery.Position> crashes) {
        List<List<Cell>> rows = new ArrayList<>();
        for (CrashQuery.Position each : crashes) {
            rows.add(List.of(
                    Cell.of(each.follows().isEmpty() ? "cause" : "consequence")
                            .marked(each.follows().isEmpty() ? "failed" : ""),
                    Cell.of(each.crash().kind().word()),
                    Cell.of(each.crash().signature()),
                    Cell.of(each.crash().title()).marked("long")));
        }
        return new Table("Crashes in the kernel's log", CRASHES, rows);
    }
}
