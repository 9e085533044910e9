package org.kpulse.analysis.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;

/**
 * Indices of many kernels against one baseline on one platform, one kernel at a time, from plain arrays: the same numbers as
 * {@link IndexCalculator} gives by Student's or Welch's t, without its objects. Intervals are never resampled here. Not for several threads
 * at once.
 *
 * <p>The weights must be known beforehand, given or by rule from known deviations: weights taken from each kernel's boots would differ from
 * kernel to kernel, and the series would move with them.
 */
public final class IndexHistory {

    /** So many sets of missing metrics have their weights kept. */
    private static final int MOST_SETS = 1_000;

    /** No double has a logarithm beyond it. */
    private static final double LARGEST_LOG = 1_000;

    private final List<MetricKey> metrics;
    private final double[][] base;
    private final Weights weights;
    private final IndexRules rules;
    private final Map<BitSet, Common> commons = new HashMap<>();

    /**
     * One kernel's index.
     *
     * @param estimate log index and standard error
     * @param interval of the index; empty if a side has a metric with fewer than 2 boots
     * @param missing metrics of the history that are not in it, because the kernel or the baseline has no boot of them
     */
    public record Point(IndexEstimate estimate, Optional<Interval> interval, List<MetricKey> missing) {

        public Point {
            missing = List.copyOf(missing);
        }

        /** 100 is the baseline, higher is better. */
        public double value() {
            return estimate.value();
        }
    }

    /** What all kernels with the same metrics share: which these are, their weights, and the baseline's scores. */
    private static final class Common {
        private final int[] used;
        private final List<MetricKey> missing;
        private final double[] shares;
        private final BootLogs base;
        private final SideScores scores;

        Common(IndexHistory history, BitSet here) {
            used = here.stream().toArray();
            List<MetricKey> absent = new ArrayList<>(history.metrics);
            for (int i = used.length - 1; i >= 0; i--) {
                absent.remove(used[i]);
            }
            missing = List.copyOf(absent);
            List<MetricKey> keys =
                    Arrays.stream(used).mapToObj(history.metrics::get).toList();
            shares = BootWeights.normalised(WeightPlan.of(keys, history.weights).weights(new double[used.length]));
            base = new BootLogs(rows(history.base));
            scores = SideScores.of(base, shares);
        }

        double[][] rows(double[][] logs) {
            return Arrays.stream(used).mapToObj(i -> logs[i]).toArray(double[][]::new);
        }
    }

    /**
     * A history of one platform.
     *
     * @param metrics what the index is over
     * @param baseBoots the baseline's boots, {@code [metric][boot]}: the mean over iterations of {@code y = s ln(x)}, larger being better
     *     ({@link org.kpulse.analysis.Direction#sign()}); NaN where a boot lacks a metric
     * @param weights with a weight or a known deviation for each metric
     * @throws AnalysisException if a metric has neither, or if an array has another shape or a value that no logarithm has
     */
    public IndexHistory(List<MetricKey> metrics, double[][] baseBoots, Weights weights, IndexRules rules) {
        this.metrics = List.copyOf(metrics);
        this.weights = weights;
        this.rules = rules;
        requireShape("the baseline", baseBoots);
        base = Arrays.stream(baseBoots).map(double[]::clone).toArray(double[][]::new);
        WeightPlan plan = WeightPlan.of(this.metrics, weights);
        List<MetricKey> unknown = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            if (plan.asksBoots(i)) {
                unknown.add(metrics.get(i));
            }
        }
        if (!unknown.isEmpty()) {
            throw new AnalysisException(
                    "A history needs weights that do not change from kernel to kernel: give a weight or a"
                            + " known deviation for " + unknown + ".");
        }
    }

    /**
     * The index of one kernel.
     *
     * @param name of the kernel, for messages
     * @param boots its boots, shaped like those of the baseline; as many boots as it has
     * @return empty if no metric that weighs something was measured on both kernels
     * @throws AnalysisException if the array has another shape or a value that no logarithm has
     */
    public Optional<Point> index(String name, double[][] boots) {
        requireShape(name, boots);
        BitSet here = new BitSet(boots.length);
        for (int i = 0; i < boots.length; i++) {
            if (hasBoot(boots[i]) && hasBoot(base[i])) {
                here.set(i);
            }
        }
        if (here.isEmpty()) {
            return Optional.empty();
        }
        Common common = common(here);
        BootLogs candidate = new BootLogs(common.rows(boots));
        double logIndex = 0;
        boolean weighs = false;
        for (int i = 0; i < common.shares.length; i++) {
            logIndex += common.shares[i] * (candidate.mean(i) - common.base.mean(i));
            weighs |= common.shares[i] > 0;
        }
        if (!weighs) {
            return Optional.empty();
        }
        SideScores scores = SideScores.of(candidate, common.shares);
        IndexInterval interval = IndexInterval.byT(logIndex, common.scores, scores, rules);
        return Optional.of(
                new Point(new IndexEstimate(logIndex, interval.precision()), interval.values(), common.missing));
    }

    private Common common(BitSet here) {
        if (commons.size() >= MOST_SETS && !commons.containsKey(here)) {
            commons.clear();
        }
        return commons.computeIfAbsent(here, set -> new Common(this, set));
    }

    private static boolean hasBoot(double[] logs) {
        for (double value : logs) {
            if (!Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    private void requireShape(String name, double[][] boots) {
        if (boots.length != metrics.size()) {
            throw new AnalysisException("The boots of " + name + " have " + boots.length + " metrics, not the "
                    + metrics.size() + " of the history.");
        }
        for (int i = 0; i < boots.length; i++) {
            if (boots[i].length != boots[0].length) {
                throw new AnalysisException("Metric " + metrics.get(i) + " of " + name + " has " + boots[i].length
                        + " boots, not " + boots[0].length + "; give NaN for a boot that lacks it.");
            }
            for (double value : boots[i]) {
                if (Math.abs(value) > LARGEST_LOG) {
                    throw new AnalysisException("Metric " + metrics.get(i) + " of " + name + " has " + value
                            + ", which is no logarithm of a measurement; give ln(x), not x.");
                }
            }
        }
    }
}
