package org.kpulse.analysis.index;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kpulse.analysis.inference.Moments;

/**
 * The weighted score of each boot of one side. A boot's score is {@code z = L + n * r} with L the side's weighted mean over all
 * metrics, n its number of boots and {@code r = sum over the boot's metrics of w_m (y_m,boot - ybar_m) / n_m}. If every boot has
 * every metric this is just {@code sum w_m y_m,boot}; else it is the score whose mean and deviation give the side's mean and its
 * linearised standard error. Resampling boots then needs these sums only, not the metrics.
 */
final class SideScores {

    private final double[] scores;
    private final int fewest;
    private final boolean complete;

    private SideScores(double[] scores, int fewest, boolean complete) {
        this.scores = scores;
        this.fewest = fewest;
        this.complete = complete;
    }

    /** One score a boot, ascending: the same bits for any order of boots. */
    double[] scores() {
        return scores.clone();
    }

    /** Boots of the metric that has fewest. */
    int fewest() {
        return fewest;
    }

    /** Whether every boot has every metric. */
    boolean complete() {
        return complete;
    }

    /** Moments for a test; degrees of freedom and standard error follow the metric with fewest boots. */
    Moments moments() {
        Moments all = Moments.of(scores);
        if (complete) {
            return all;
        }
        // keep the standard error of the mean: sum r^2 * fewest / (fewest - 1)
        double n = all.n();
        double squares = all.sd() * all.sd() * (n - 1) / (n * n);
        double variance = fewest > 1 ? squares * fewest / (fewest - 1) : 0;
        return new Moments(fewest, all.mean(), Math.sqrt(variance * fewest));
    }

    /** Collects metric by metric. */
    static final class Builder {
        private final Map<String, Integer> positions = new LinkedHashMap<>();
        private double[] residuals = new double[16];
        private double mean;
        private int fewest = Integer.MAX_VALUE;
        private int most;

        /**
         * Adds one metric.
         *
         * @param weight its share of all weight
         * @param level the side's mean above that of the base: 0 for the base itself
         * @param metricMean the side's mean
         * @param byBoot mean log of each boot, larger being better
         */
        void add(double weight, double level, double metricMean, Map<String, Double> byBoot) {
            mean += weight * level;
            fewest = Math.min(fewest, byBoot.size());
            most = Math.max(most, byBoot.size());
            byBoot.forEach((boot, y) -> {
                int at = positions.computeIfAbsent(boot, name -> positions.size());
                if (at == residuals.length) {
                    residuals = Arrays.copyOf(residuals, 2 * at);
                }
                residuals[at] += weight * (y - metricMean) / byBoot.size();
            });
        }

        SideScores build() {
            int n = positions.size();
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                scores[i] = mean + n * residuals[i];
            }
            Arrays.sort(scores);
            return new SideScores(scores, fewest, fewest == n && most == n);
        }
    }
}
