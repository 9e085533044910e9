package org.kpulse.webapp.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.MetricSpec;
import org.kpulse.harness.benchmark.Parameter;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Table;

/** Tables of recipes. */
final class BenchmarkTables {

    private static final List<Column> LIST = List.of(
            Column.text("benchmark", "Benchmark"),
            Column.text("subsystem", "Subsystem"),
            Column.text("metrics", "Metrics"),
            Column.text("measures", "What it measures"));
    private static final List<Column> METRICS = List.of(
            Column.text("metric", "Metric"),
            Column.text("unit", "Unit"),
            Column.text("better", "Better").explained("Which way is better."),
            Column.text("description", "What it says"));
    private static final List<Column> PARAMETERS = List.of(
            Column.text("parameter", "Parameter"),
            Column.text("default", "Unless said otherwise"),
            Column.text("allowed", "One of"),
            Column.text("description", "What it sets"));

    private BenchmarkTables() {}

    static Table list(List<Benchmark> all) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Benchmark each : all) {
            rows.add(List.of(
                    Cell.of(each.name()).to("/benchmarks/" + each.name()),
                    Cell.of(each.subsystem()),
                    Cell.of(
                                    each.isTestSet()
                                            ? "tests"
                                            : each.metrics().stream()
                                                    .map(MetricSpec::name)
                                                    .collect(Collectors.joining(", ")))
                            .marked("long"),
                    Cell.of(each.measures().replaceAll("\\s+", " ").strip()).marked("long")));
        }
        return new Table("Benchmarks and test sets", LIST, rows);
    }

    static Table metrics(Benchmark benchmark) {
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricSpec each : benchmark.metrics()) {
            rows.add(List.of(
                    Cell.of(each.name())
                            .to(Query.NONE.with("benchmark", benchmark.name()).behind("/series")),
                    Cell.of(each.unit()),
                    Cell.of(each.direction().label()),
                    Cell.of(each.description()).marked("long")));
        }
        return new Table("Metrics", METRICS, rows);
    }

    static Table parameters(Benchmark benchmark) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Parameter each : benchmark.parameters()) {
            rows.add(List.of(
                    Cell.of(each.name()).marked("code"),
                    Cell.of(BenchmarksController.perKind(each.defaultValue())),
                    Cell.of(String.join(", ", each.allowed())).marked("long"),
                    Cell.of(each.description()).marked("long")));
        }
        return new Table("Parameters", PARAMETERS, rows);
    }
}
