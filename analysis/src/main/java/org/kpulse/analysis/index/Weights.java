package org.kpulse.analysis.index;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;

/**
 * Weights given by a person, such as LKP's Table 5 ({@link LkpTable5}). What is in neither of the first two maps is weighed by
 * {@link WeightRule}.
 *
 * @param byMetric weight of single metrics; wins over {@code byBenchmark}
 * @param byBenchmark weight of each metric of a benchmark
 * @param rule for all others
 * @param deviationPercent for the rule: deviations between boots that were known before the boots of the index were measured, in percent (of
 *     the logarithm; for example from a noise model). What is not in it takes its deviation from the boots of the index
 */
public record Weights(
        Map<MetricKey, Double> byMetric,
        Map<String, Double> byBenchmark,
        WeightRule rule,
        Map<MetricKey, Double> deviationPercent) {

    public Weights {
        byMetric = Map.copyOf(byMetric);
        byBenchmark = Map.copyOf(byBenchmark);
        deviationPercent = Map.copyOf(deviationPercent);
        requireUsable("weight", byMetric);
        requireUsable("weight", byBenchmark);
        requireUsable("deviation", deviationPercent);
    }

    /** No deviation is known beforehand. */
    public Weights(Map<MetricKey, Double> byMetric, Map<String, Double> byBenchmark, WeightRule rule) {
        this(byMetric, byBenchmark, rule, Map.of());
    }

    /** Nothing given: the rule weighs every metric. */
    public static Weights byRule() {
        return new Weights(Map.of(), Map.of(), WeightRule.DEFAULT);
    }

    /** Each of {@code metrics} weighs 1: the index is the plain geometric mean. */
    public static Weights equal(Collection<MetricKey> metrics) {
        Map<MetricKey, Double> ones = new LinkedHashMap<>();
        metrics.forEach(key -> ones.put(key, 1.0));
        return new Weights(ones, Map.of(), WeightRule.DEFAULT);
    }

    /** The same with these deviations, in percent, known beforehand: weights that no boot of the index had a say in. */
    public Weights withDeviations(Map<MetricKey, Double> percent) {
        return new Weights(byMetric, byBenchmark, rule, percent);
    }

    private static void requireUsable(String what, Map<?, Double> numbers) {
        numbers.forEach((name, number) -> {
            if (!Double.isFinite(number) || number < 0) {
                throw new AnalysisException(
                        "The " + what + " of " + name + " must be a finite number, 0 or more, not " + number + ".");
            }
        });
    }
}
