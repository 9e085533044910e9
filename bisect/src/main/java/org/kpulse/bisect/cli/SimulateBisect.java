package org.kpulse.bisect.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.kpulse.analysis.simulation.NoiseShape;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.SearchRules;
import org.kpulse.bisect.simulation.BisectSimulation;
import org.kpulse.bisect.simulation.Method;
import org.kpulse.bisect.simulation.Tally;
import org.kpulse.bisect.simulation.Truth;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Operating characteristics of bisections. */
@Command(
        name = "bisect",
        description = {
            "What finding a culprit costs, and how often it is the right one: our search and others,",
            "on simulated runs of a line of commits or of a real history. Costs are in runs."
        })
final class SimulateBisect extends Leaf {

    @Mixin
    GraphOptions history = new GraphOptions();

    @Option(
            names = "--effect",
            paramLabel = "SIZES",
            split = ",",
            description = "Changes in deviations of a run, comma between; 0: no change (default: 0.5,1,2,3).")
    List<Double> effects = List.of(0.5, 1.0, 2.0, 3.0);

    @Option(
            names = "--second",
            paramLabel = "SIZE",
            description = "A second change, at another commit, in deviations of a run, negative the other way"
                    + " (default: none). Right is who names the larger.")
    double second;

    @Option(
            names = "--claim",
            paramLabel = "SIZE",
            description =
                    "Change that was reported, as the check of the ends knows it (default: the true one; 1 if there is none).")
    double claim;

    @Option(
            names = "--rates",
            paramLabel = "GOOD,BAD",
            split = ",",
            description =
                    "Instead of a level: a symptom that good and bad commits show at these rates, such as 0.1,0.7.")
    List<Double> rates = List.of();

    @Option(
            names = "--noise",
            paramLabel = "SHAPES",
            split = ",",
            description = "Shapes of the runs' noise, comma between: normal, t3, lognormal, bimodal, outliers"
                    + " (normal, 3 %% of runs 6 deviations off) (default: normal).")
    List<String> noise = List.of("normal");

    @Option(
            names = "--build-effect",
            paramLabel = "SIZE",
            description = "Deviation between builds, in deviations of a run (default ${DEFAULT-VALUE}).")
    double buildEffect;

    @Option(names = "--build-cost", paramLabel = "RUNS", description = "Cost of a build (default ${DEFAULT-VALUE}).")
    double buildCost = 10;

    @Option(
            names = "--confidence",
            paramLabel = "P",
            description = "Probability at which a culprit is named (default ${DEFAULT-VALUE}).")
    double confidence = 0.95;

    @Option(names = "--check-ends", description = "First check, by pairs of runs, that the ends differ.")
    boolean checkEnds;

    @Option(
            names = "--against",
            paramLabel = "METHODS",
            split = ",",
            description = "Other ways to search, comma between: git-repeats, bernoulli, sequential (default: none).")
    List<String> against = List.of();

    @Option(
            names = "--bisections",
            paramLabel = "N",
            description = "Simulated bisections a row (default ${DEFAULT-VALUE}).")
    int bisections = 200;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed; equal seeds give equal numbers (default ${DEFAULT-VALUE}).")
    long seed = 1;

    SimulateBisect(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (bisections < 1) {
            throw new UsageException("--bisections must be at least 1, not " + bisections + ".");
        }
        SearchRules rules = checked(() -> SearchRules.DEFAULT
                .withConfidence(confidence)
                .withEndError(checkEnds ? SearchRules.DEFAULT.endError() : 0));
        List<Method> methods = against.stream().map(SimulateBisect::method).toList();
        CommitGraph graph = history.graph();
        if (second != 0 && graph.size() < 2) {
            throw new UsageException("--second needs two commits or more.");
        }
        Table table = new Table(
                3,
                "noise",
                "effect",
                "search",
                "right %",
                "stated %",
                "runs",
                "builds",
                "cost",
                "end pairs",
                "not there %",
                "further %",
                "held %");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, Truth> truth : truths().entrySet()) {
            String[] label = truth.getKey().split(" ", -1);
            BisectSimulation simulation = checked(() -> new BisectSimulation(
                    graph,
                    truth.getValue(),
                    claim(truth.getValue()),
                    rules,
                    buildCost,
                    BisectSimulation.History.DEFAULT));
            for (Tally tally : simulation.run(methods, bisections, seed)) {
                rows.add(row(table, label[0], label[1], tally));
            }
        }
        if (common.isJson()) {
            context.json(rows);
        } else {
            context.print(table.text()
                    + String.format(
                            Locale.ROOT,
                            "%d bisections a row of %d commits (%d merges), seed %d; a build costs %.4g runs.%n",
                            bisections,
                            graph.size(),
                            graph.merges(),
                            seed,
                            buildCost));
        }
        return 0;
    }

    private double claim(Truth truth) {
        if (claim != 0) {
            return claim;
        }
        double real = truth instanceof Truth.Level level
                ? Math.abs(level.effect())
                : Math.abs(((Truth.Rate) truth).bad() - ((Truth.Rate) truth).good());
        return real > 0 ? real : truth instanceof Truth.Level ? 1 : 0.5;
    }

    private Map<String, Truth> truths() {
        Map<String, Truth> truths = new LinkedHashMap<>();
        if (!rates.isEmpty()) {
            if (second != 0) {
                throw new UsageException("--second is a change of a level; it does not go with --rates.");
            }
            if (rates.size() != 2) {
                throw new UsageException("--rates takes two rates, such as 0.1,0.7, not " + rates + ".");
            }
            truths.put(
                    "yes/no " + rates.get(0) + "->" + rates.get(1),
                    checked(() -> new Truth.Rate(rates.get(0), rates.get(1))));
            return truths;
        }
        for (String shape : noise) {
            for (double effect : effects) {
                truths.put(shape + " " + effect, checked(() -> level(shape, effect)));
            }
        }
        return truths;
    }

    private Truth level(String shape, double effect) {
        if (shape.equals("outliers")) {
            return new Truth.Level(effect, second, NoiseShape.NORMAL, 0.03, buildEffect);
        }
        return Arrays.stream(NoiseShape.values())
                .filter(s -> s != NoiseShape.TBENCH
                        && s.name().toLowerCase(Locale.ROOT).equals(shape))
                .findFirst()
                .map(s -> new Truth.Level(effect, second, s, 0, buildEffect))
                .orElseThrow(() -> new UsageException(
                        "There is no noise \"" + shape + "\"; known: normal, t3, lognormal, bimodal, outliers."));
    }

    private static Method method(String name) {
        return Arrays.stream(Method.values())
                .filter(m -> m != Method.KPULSE && label(m).equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "There is no search \"" + name + "\"; known: git-repeats, bernoulli, sequential."));
    }

    private static String label(Method method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, Object> row(Table table, String shape, String effect, Tally tally) {
        String search = label(tally.method()) + (tally.repeats() > 0 ? " k=" + tally.repeats() : "");
        table.row(
                shape,
                effect,
                search,
                number(100 * tally.accuracy()),
                tally.stated() > 0 ? number(100 * tally.stated()) : "-",
                number(tally.runs()),
                number(tally.builds()),
                number(tally.cost()),
                number(tally.endPairs()),
                number(100 * tally.notReproduced()),
                number(100 * tally.beside()),
                tally.beside() > 0 ? number(100 * tally.held()) : "-");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("noise", shape);
        row.put("effect", effect);
        row.put("search", label(tally.method()));
        row.put("repeats", tally.repeats());
        row.put("bisections", tally.bisections());
        row.put("seed", seed);
        row.put("confidence", confidence);
        row.put("accuracy", tally.accuracy());
        row.put("stated", tally.stated());
        row.put("runs", tally.runs());
        row.put("builds", tally.builds());
        row.put("cost", tally.cost());
        row.put("end_pairs", tally.endPairs());
        row.put("not_reproduced", tally.notReproduced());
        row.put("further", tally.beside());
        row.put("held", tally.held());
        return row;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
