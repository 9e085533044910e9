package org.kpulse.analysis.index;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.Moments;

/** The weight of every metric of an index: given, or by rule and capped. */
final class WeightResolver {

    private WeightResolver() {}

    /** Weights in the order of {@code metrics}, not normalised; all values of these metrics must be positive. */
    static Map<MetricKey, Double> resolve(List<MetricSamples> metrics, Weights weights) {
        Map<MetricKey, Double> resolved = new LinkedHashMap<>();
        Map<String, Map<MetricKey, Double>> ruled = new TreeMap<>();
        Map<String, Double> given = new TreeMap<>();
        for (MetricSamples metric : metrics) {
            MetricKey key = metric.key();
            Double own =
                    weights.byMetric().getOrDefault(key, weights.byBenchmark().get(key.benchmark()));
            if (own != null) {
                resolved.put(key, own);
                given.merge(key.benchmark(), own, Double::sum);
            } else {
                resolved.put(key, 0.0);
                ruled.computeIfAbsent(key.benchmark(), name -> new LinkedHashMap<>())
                        .put(key, 1 / deviationPercent(metric, weights.rule()));
            }
        }
        Map<String, Double> totals = new TreeMap<>();
        ruled.forEach((benchmark, byKey) -> totals.put(benchmark, sum(byKey) / byKey.size()));
        Map<String, Double> capped = capped(totals, given, weights.rule().largestShare());
        ruled.forEach((benchmark, byKey) -> {
            double scale = capped.getOrDefault(benchmark, 0.0) / sum(byKey);
            byKey.forEach((key, inverse) -> resolved.put(key, inverse * scale));
        });
        return resolved;
    }

    /**
     * Cuts ruled totals until none exceeds its share of all weight. With k totals at the cap c and the rest weighing U, each of
     * the k is {@code c U / (1 - k c)}.
     */
    private static Map<String, Double> capped(
            Map<String, Double> ruled, Map<String, Double> given, double largestShare) {
        double cap = Math.max(largestShare, 1.0 / Math.max(1, ruled.size() + given.size()));
        List<String> largestFirst = ruled.keySet().stream()
                .sorted(Comparator.comparing((String name) -> ruled.getOrDefault(name, 0.0))
                        .reversed())
                .toList();
        Map<String, Double> result = new TreeMap<>(ruled);
        Set<String> atCap = new HashSet<>();
        for (String name : largestFirst) {
            double total = sum(result) + sum(given);
            if (result.getOrDefault(name, 0.0) <= cap * total || cap * (atCap.size() + 1) >= 1) {
                break;
            }
            atCap.add(name);
            double rest = sum(given);
            for (Map.Entry<String, Double> entry : ruled.entrySet()) {
                rest += atCap.contains(entry.getKey()) ? 0 : entry.getValue();
            }
            double share = cap * rest / (1 - cap * atCap.size());
            atCap.forEach(benchmark -> result.put(benchmark, share));
        }
        return result;
    }

    private static double deviationPercent(MetricSamples metric, WeightRule rule) {
        if (metric.base().size() < 2) {
            return rule.unknownDeviationPercent();
        }
        int iterations = metric.commonIterations();
        Moments logs = Moments.of(metric.base().stream()
                .mapToDouble(boot -> boot.meanLog(iterations))
                .toArray());
        return Math.max(rule.leastDeviationPercent(), 100 * logs.sd());
    }

    private static double sum(Map<?, Double> weights) {
        double sum = 0;
        for (double weight : weights.values()) {
            sum += weight;
        }
        return sum;
    }
}
