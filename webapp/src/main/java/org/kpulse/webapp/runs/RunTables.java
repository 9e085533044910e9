package org.kpulse.webapp.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunRow;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Tables about runs. Pure. */
public final class RunTables {

    private RunTables() {}

    /** Runs, as many as are given. */
    public static Table list(String caption, List<RunRow> runs, boolean more) {
        return new Table(
                caption,
                List.of(
                        Column.number("id", "Run"),
                        Column.text("kernel", "Kernel"),
                        Column.text("platform", "Platform"),
                        Column.number("boot", "Boot"),
                        Column.text("state", "State"),
                        Column.text("fault", "Fault").explained("What ended it, if it did not finish."),
                        Column.number("seconds", "Took"),
                        Column.text("started", "Started")),
                runs.stream()
                        .map(run -> List.of(
                                Cell.of(run.id()).to("/runs/" + run.id()),
                                Cell.of(run.kernel()),
                                Cell.of(run.platform()),
                                Cell.of(run.slot().boot()),
                                state(run),
                                Cell.of(run.faultCode().orElse("")),
                                Shown.seconds(run.timing().total().toMillis() / 1000.0),
                                Shown.time(run.started())))
                        .toList(),
                more);
    }

    private static Cell state(RunRow run) {
        Cell cell = Cell.of(run.state().name());
        return run.state() == RunState.FINISHED ? cell : cell.marked("failed");
    }

    /** What was executed in the guest. */
    static Table steps(List<StepResult> steps) {
        return new Table(
                "Steps",
                List.of(
                        Column.text("benchmark", "Step"),
                        Column.text("iteration", "Iteration"),
                        Column.number("exit_code", "Exit code"),
                        Column.number("guest_seconds", "Guest's seconds")),
                steps.stream()
                        .map(step -> List.of(
                                Cell.of(step.benchmark()),
                                Cell.of(step.iteration() < 0 ? "warm-up" : String.valueOf(step.iteration())),
                                Cell.of(step.exitCode()),
                                Shown.value(step.guestSeconds())))
                        .toList());
    }

    /**
     * Every metric with every sample.
     *
     * @param samples of each metric, named {@code benchmark/metric}, in their order
     */
    static Table samples(List<RunQuery.Rollup> metrics, Map<String, List<Double>> samples) {
        List<List<Cell>> rows = new ArrayList<>();
        for (RunQuery.Rollup metric : metrics) {
            String values = samples.getOrDefault(metric.benchmark() + "/" + metric.metric(), List.of()).stream()
                    .map(value -> String.format(Locale.ROOT, "%.6g", value))
                    .collect(Collectors.joining(" "));
            rows.add(List.of(
                    Cell.of(metric.benchmark()),
                    Cell.of(metric.metric()),
                    Shown.value(metric.mean()),
                    Cell.of(metric.unit()),
                    Cell.of(metric.n()),
                    Cell.of(values)));
        }
        return new Table(
                "Samples",
                List.of(
                        Column.text("benchmark", "Benchmark"),
                        Column.text("metric", "Metric"),
                        Column.number("mean", "Mean"),
                        Column.text("unit", "Unit"),
                        Column.number("n", "Samples"),
                        Column.text("values", "Each")),
                rows);
    }

    /** Tests that did not pass. */
    static Table tests(List<TestResult> results) {
        Map<TestResult.Outcome, Long> counts = results.stream()
                .collect(Collectors.groupingBy(TestResult::outcome, TreeMap::new, Collectors.counting()));
        String said = counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return new Table(
                "Tests that did not pass (" + said + ")",
                List.of(
                        Column.text("set", "Set"),
                        Column.text("test", "Test"),
                        Column.text("result", "Result"),
                        Column.number("seconds", "Seconds"),
                        Column.text("reason", "Why")),
                results.stream()
                        .filter(result -> result.outcome() != TestResult.Outcome.PASS)
                        .map(result -> List.of(
                                Cell.of(result.set()),
                                Cell.of(result.test()).to("/tests/" + result.set() + "/" + result.test()),
                                Cell.of(result.outcome().name()),
                                Shown.seconds(result.seconds()),
                                Cell.of(result.reason())))
                        .toList());
    }

    /** What the kernel's log said of trouble. */
    static Table crashes(List<Crashed> crashes) {
        return new Table(
                "Crashes in the kernel's log",
                List.of(
                        Column.text("role", "Taken for"),
                        Column.text("class", "Class"),
                        Column.text("signature", "Signature"),
                        Column.text("title", "The kernel's words")),
                crashes.stream()
                        .map(crash -> List.of(
                                Cell.of(crash.cause() ? "cause" : "consequence"),
                                Cell.of(crash.kind()),
                                Cell.of(crash.signature()),
                                Cell.of(crash.title())))
                        .toList());
    }

    /** A crash in words. */
    record Crashed(boolean cause, String kind, String signature, String title) {}
}
