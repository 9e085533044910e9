package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.BenchmarkCatalog;
import org.kpulse.harness.benchmark.MetricSpec;
import org.kpulse.harness.benchmark.RecipeError;
import org.kpulse.harness.report.Prose;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Benchmarks. */
@Command(
        name = "benchmarks",
        description = "Benchmarks: the recipes in benchmarks/.",
        subcommands = {BenchmarksCommand.ListAll.class, BenchmarksCommand.Show.class, BenchmarksCommand.Check.class})
final class BenchmarksCommand extends Group {

    private static Map<String, @Nullable Object> object(Benchmark benchmark) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", benchmark.name());
        object.put("measures", benchmark.measures());
        object.put("subsystem", benchmark.subsystem());
        object.put("program", benchmark.program());
        object.put("packages", benchmark.needs().packages());
        object.put("scratch", benchmark.needs().scratch().name().toLowerCase(Locale.ROOT));
        object.put(
                "parameters",
                benchmark.parameters().stream()
                        .map(p -> Map.of("name", p.name(), "allowed", p.allowed()))
                        .toList());
        object.put("command", benchmark.steps().command());
        object.put(
                "metrics",
                benchmark.metrics().stream().map(BenchmarksCommand::metric).toList());
        object.put("recipe_sha256", benchmark.recipeSha256());
        return object;
    }

    private static Map<String, @Nullable Object> metric(MetricSpec metric) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", metric.name());
        object.put("unit", metric.unit());
        object.put("direction", metric.direction().label());
        object.put("description", metric.description());
        return object;
    }

    /** Lists them. */
    @Command(name = "list", description = "List the benchmarks.")
    static final class ListAll implements Callable<Integer> {

        private final Context context;

        @Mixin
        Common common = new Common();

        ListAll(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            List<Benchmark> all = context.lab(common).catalog().list();
            if (common.json) {
                context.json(all.stream().map(BenchmarksCommand::object).toList());
                return 0;
            }
            Table table = new Table(3, "benchmark", "subsystem", "metrics");
            all.forEach(b -> table.row(
                    b.name(),
                    b.subsystem(),
                    b.metrics().stream().map(MetricSpec::name).collect(Collectors.joining(", "))));
            context.print(table.text());
            return 0;
        }
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a benchmark: what it measures, how, and in what units.")
    static final class Show implements Callable<Integer> {

        private final Context context;

        @Mixin
        Common common = new Common();

        @Parameters(paramLabel = "BENCHMARK", description = "Name of the benchmark.")
        String name = "";

        Show(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Benchmark benchmark = context.lab(common).catalog().find(name);
            if (common.json) {
                context.json(object(benchmark));
                return 0;
            }
            StringBuilder text = new StringBuilder(benchmark.name() + " (" + benchmark.subsystem() + ")\n");
            text.append(Prose.wrap(benchmark.measures(), 100, "")).append('\n');
            text.append("command     ")
                    .append(benchmark.steps().command().strip())
                    .append('\n');
            benchmark
                    .parameters()
                    .forEach(p -> text.append("parameter   ")
                            .append(p.name())
                            .append(": one of ")
                            .append(String.join(", ", p.allowed()))
                            .append('\n'));
            Table table = new Table(4, "metric", "unit", "better", "description");
            benchmark
                    .metrics()
                    .forEach(m -> table.row(m.name(), m.unit(), m.direction().label(), m.description()));
            context.print(text.append('\n').append(table.text()).toString());
            return 0;
        }
    }

    /** Checks them all. */
    @Command(name = "check", description = "Check all recipes and suites; prints every mistake with file and line.")
    static final class Check implements Callable<Integer> {

        private static final int USAGE = 2;

        private final Context context;

        @Mixin
        Common common = new Common();

        Check(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            List<RecipeError> errors = BenchmarkCatalog.check(context.benchmarks());
            if (common.json) {
                context.json(errors.stream().map(RecipeError::toString).toList());
            } else {
                errors.forEach(e -> context.print(e + "\n"));
                if (errors.isEmpty()) {
                    int count =
                            BenchmarkCatalog.load(context.benchmarks()).list().size();
                    context.print(count + " recipes and all suites are well\n");
                }
            }
            return errors.isEmpty() ? 0 : USAGE;
        }
    }
}
