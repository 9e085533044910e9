package org.kpulse.analysis.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.AnalysisException;

/**
 * Table 5 of Chen, T., Ananiev, L. and Tikhonov, A. (2007), Keeping kernel performance from regressions, Linux Symposium, Ottawa: how the
 * Linux Kernel Performance project weighed its 13 benchmarks with their 55 metrics in its index, and how much each deviated from run to
 * run. All weights together are 9.33.
 */
public final class LkpTable5 {

    /**
     * One benchmark of the table.
     *
     * @param benchmark name as the paper has it
     * @param subtests its number of metrics
     * @param deviationPercent deviation from run to run
     * @param weightPerMetric weight of each of its metrics
     */
    public record Row(String benchmark, int subtests, double deviationPercent, double weightPerMetric) {}

    /** The table, in the paper's order. */
    public static final List<Row> ROWS = List.of(
            new Row("Reaim7", 1, 0.46, 2),
            new Row("Aiostress", 8, 12.8, 0.01),
            new Row("Cpu-int/fp", 2, 0.6, 1),
            new Row("Dbench", 1, 11.3, 0.1),
            new Row("Fileio", 1, 11.8, 0.1),
            new Row("Iozone", 21, 14.7, 0.01),
            new Row("Kbuild", 1, 1.4, 1),
            new Row("Mmbench", 1, 4.9, 0.2),
            new Row("Netperf", 7, 1.6, 0.15),
            new Row("Java-business", 1, 0.6, 1),
            new Row("Tbench", 1, 12.7, 0.5),
            new Row("Tiobench", 9, 11.4, 0.01),
            new Row("Volanomark", 1, 0.8, 1));

    private LkpTable5() {}

    /** The row of a benchmark of the paper, upper and lower case as there. */
    public static Optional<Row> row(String benchmark) {
        return ROWS.stream().filter(row -> row.benchmark().equals(benchmark)).findFirst();
    }

    /** The table's weights for benchmarks that have the paper's names; others are weighed by the default rule. */
    public static Weights weights() {
        Map<String, Double> byBenchmark = new LinkedHashMap<>();
        ROWS.forEach(row -> byBenchmark.put(row.benchmark(), row.weightPerMetric()));
        return new Weights(Map.of(), byBenchmark, WeightRule.DEFAULT);
    }

    /**
     * The table's weights for recipes that are one of its benchmarks under another name.
     *
     * @param recipes the recipe's name, and the benchmark of the paper that it is
     * @throws AnalysisException if the table has no such benchmark
     */
    public static Weights weights(Map<String, String> recipes, WeightRule rule) {
        Map<String, Double> byBenchmark = new LinkedHashMap<>();
        recipes.forEach((recipe, benchmark) -> byBenchmark.put(
                recipe,
                row(benchmark)
                        .orElseThrow(() -> new AnalysisException("Recipe " + recipe + " cannot weigh like " + benchmark
                                + ": Table 5 has only "
                                + ROWS.stream().map(Row::benchmark).toList() + "."))
                        .weightPerMetric()));
        return new Weights(Map.of(), byBenchmark, rule);
    }
}
