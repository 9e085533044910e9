package org.kpulse.analysis.behaviour;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;

/**
 * How a metric goes with a counter over the boots of a baseline.
 *
 * @param metric the metric
 * @param counter name of the counter
 * @param boots boots that have both
 * @param pearson linear correlation; empty with fewer than 3 boots or where one of the two does not vary
 * @param pearsonQ its p, corrected over all pairs of metric and counter examined together
 * @param spearman correlation of ranks, empty in the same cases
 * @param spearmanQ its p, corrected likewise
 * @param elasticity interval of the slope of ln(metric) on ln(counter): contains 1 (or -1) if they are proportional (or inversely);
 *     empty if a value is not positive
 * @param strong whether |r| is high and sure enough to test the ratio of the two between kernels
 */
public record CounterCorrelation(
        MetricKey metric,
        String counter,
        int boots,
        Optional<Pearson> pearson,
        OptionalDouble pearsonQ,
        Optional<Spearman> spearman,
        OptionalDouble spearmanQ,
        Optional<Interval> elasticity,
        boolean strong) {}
