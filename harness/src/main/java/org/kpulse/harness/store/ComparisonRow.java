package org.kpulse.harness.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A comparison as it is stored: judged once, frozen.
 *
 * @param experimentId what it belongs to; empty for one over all runs of two kernels
 * @param platformId where
 * @param ruleVersion version of the rules that gave the verdicts
 * @param index of the candidate, base = 100; empty when no metric counts
 * @param metrics one for each metric
 */
public record ComparisonRow(
        Optional<Long> experimentId,
        long platformId,
        long baseKernelId,
        long candidateKernelId,
        String ruleVersion,
        Optional<Index> index,
        List<Metric> metrics) {

    public ComparisonRow {
        metrics = List.copyOf(metrics);
    }

    /**
     * A 95 % confidence interval.
     *
     * @param low its lower end
     * @param high its upper end
     */
    public record Interval(double low, double high) {}

    /**
     * The index.
     *
     * @param value base = 100
     * @param ci95 empty when there are too few boots
     */
    public record Index(double value, Optional<Interval> ci95) {}

    /**
     * What one kernel gave for one metric.
     *
     * @param mean of its boot means, in the metric's unit
     * @param cvPercent coefficient of variation over its boots, percent
     * @param boots how many
     * @param samples how many in all of them
     */
    public record Side(double mean, OptionalDouble cvPercent, int boots, int samples) {}

    /**
     * One metric. Changes are in percent of the raw value, positive is larger; empty where there is no ratio.
     *
     * @param p two-sided p value
     * @param q p adjusted for all metrics tested together
     * @param mdePercent minimum detectable effect
     * @param verdict {@code REGRESSION}, {@code IMPROVEMENT}, {@code NO_CHANGE} or {@code INCONCLUSIVE}
     */
    public record Metric(
            long metricId,
            Side base,
            Side candidate,
            OptionalDouble changePercent,
            Optional<Interval> ci95,
            OptionalDouble p,
            OptionalDouble q,
            OptionalDouble mdePercent,
            String verdict) {}
}
