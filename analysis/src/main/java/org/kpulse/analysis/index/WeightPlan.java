package org.kpulse.analysis.index;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kpulse.analysis.MetricKey;

/**
 * How the weights of some metrics follow from their deviations: what is looked up once, so that the weights can be computed again and again
 * (without each boot in turn, for the interval). Metrics are known by their position in the list given.
 */
final class WeightPlan {

    private final WeightRule rule;
    private final double[] given;
    private final boolean[] ruled;
    private final double[] knownPercent;
    private final int[] benchmarkOf;
    private final int[] ruledMetrics;
    private final double cap;

    private WeightPlan(List<MetricKey> keys, Weights weights) {
        int n = keys.size();
        rule = weights.rule();
        given = new double[n];
        ruled = new boolean[n];
        knownPercent = new double[n];
        benchmarkOf = new int[n];
        Map<String, Integer> ruledBenchmarks = new TreeMap<>();
        Map<String, Integer> givenBenchmarks = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            MetricKey key = keys.get(i);
            Double own =
                    weights.byMetric().getOrDefault(key, weights.byBenchmark().get(key.benchmark()));
            ruled[i] = own == null;
            given[i] = own == null ? 0 : own;
            knownPercent[i] = weights.deviationPercent().getOrDefault(key, Double.NaN);
            (ruled[i] ? ruledBenchmarks : givenBenchmarks).merge(key.benchmark(), 1, Integer::sum);
        }
        // numbered by name, so that ties are broken the same way for any order of metrics
        ruledMetrics = new int[ruledBenchmarks.size()];
        Map<String, Integer> numbers = new TreeMap<>();
        ruledBenchmarks.forEach((name, metrics) -> {
            ruledMetrics[numbers.size()] = metrics;
            numbers.put(name, numbers.size());
        });
        for (int i = 0; i < n; i++) {
            benchmarkOf[i] = ruled[i] ? numbers.getOrDefault(keys.get(i).benchmark(), -1) : -1;
        }
        cap = Math.max(rule.largestShare(), 1.0 / Math.max(1, ruledBenchmarks.size() + givenBenchmarks.size()));
    }

    static WeightPlan of(List<MetricKey> keys, Weights weights) {
        return new WeightPlan(keys, weights);
    }

    /** Whether the weight of metric {@code i} needs the deviation of the boots at hand. */
    boolean asksBoots(int i) {
        return ruled[i] && Double.isNaN(knownPercent[i]);
    }

    /** Whether any weight needs it. */
    boolean asksBoots() {
        for (int i = 0; i < ruled.length; i++) {
            if (asksBoots(i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The weights, not normalised, their sum finite.
     *
     * @param bootPercent deviation between boots of each metric, in percent, NaN where it is not known; read only where
     *     {@link #asksBoots(int)}
     */
    double[] weights(double[] bootPercent) {
        double[] weights = given.clone();
        double[] inverse = new double[ruledMetrics.length];
        for (int i = 0; i < weights.length; i++) {
            if (ruled[i]) {
                weights[i] = 1 / percent(Double.isNaN(knownPercent[i]) ? bootPercent[i] : knownPercent[i]);
                inverse[benchmarkOf[i]] += weights[i];
            }
        }
        double[] totals = new double[inverse.length];
        for (int b = 0; b < totals.length; b++) {
            totals[b] = inverse[b] / ruledMetrics[b];
        }
        double unit = unit();
        cap(totals, unit);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = ruled[i] ? weights[i] * (totals[benchmarkOf[i]] / inverse[benchmarkOf[i]]) : weights[i] / unit;
        }
        return weights;
    }

    private double percent(double deviation) {
        return Math.max(
                rule.leastDeviationPercent(), Double.isNaN(deviation) ? rule.unknownDeviationPercent() : deviation);
    }

    /** 1, but where the given weights are so large that their sum might not fit a double: the largest of them. */
    private double unit() {
        double largest = 0;
        for (double weight : given) {
            largest = Math.max(largest, weight);
        }
        return largest > 1e100 ? largest : 1;
    }

    /**
     * Cuts totals until none exceeds its share of all weight. With k totals at the cap c and the rest weighing U, each of the k is
     * {@code c U / (1 - k c)}.
     */
    private void cap(double[] totals, double unit) {
        boolean[] atCap = new boolean[totals.length];
        int capped = 0;
        double share = 0;
        for (int b = 0; b < totals.length; b++) {
            totals[b] /= unit;
        }
        double rest = rest(totals, atCap, unit);
        int largest = largest(totals, atCap);
        while (largest >= 0 && totals[largest] > cap * (rest + capped * share) && cap * (capped + 1) < 1) {
            atCap[largest] = true;
            capped++;
            rest = rest(totals, atCap, unit);
            share = cap * rest / (1 - cap * capped);
            largest = largest(totals, atCap);
        }
        for (int b = 0; b < totals.length; b++) {
            totals[b] = atCap[b] ? share : totals[b];
        }
    }

    private double rest(double[] totals, boolean[] atCap, double unit) {
        double rest = 0;
        for (double weight : given) {
            rest += weight / unit;
        }
        for (int b = 0; b < totals.length; b++) {
            rest += atCap[b] ? 0 : totals[b];
        }
        return rest;
    }

    private static int largest(double[] totals, boolean[] atCap) {
        int largest = -1;
        for (int b = 0; b < totals.length; b++) {
            if (!atCap[b] && (largest < 0 || totals[b] > totals[largest])) {
                largest = b;
            }
        }
        return largest;
    }
}
