package org.kpulse.analysis.index;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;

/**
 * Weights given by a person, such as LKP's Table 5. What is in neither map is weighed by {@link WeightRule}.
 *
 * @param byMetric weight of single metrics; wins over {@code byBenchmark}
 * @param byBenchmark weight of each metric of a benchmark
 * @param rule for all others
 */
public record Weights(Map<MetricKey, Double> byMetric, Map<String, Double> byBenchmark, WeightRule rule) {

    public Weights {
        byMetric = Map.copyOf(byMetric);
        byBenchmark = Map.copyOf(byBenchmark);
        requireWeights(byMetric);
        requireWeights(byBenchmark);
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

    private static void requireWeights(Map<?, Double> weights) {
        weights.forEach((name, weight) -> {
            if (!Double.isFinite(weight) || weight < 0) {
                throw new AnalysisException(
                        "The weight of " + name + " must be a finite number, 0 or more, not " + weight + ".");
            }
        });
    }
}
