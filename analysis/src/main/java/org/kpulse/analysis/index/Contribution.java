package org.kpulse.analysis.index;

import org.kpulse.analysis.Finite;
import org.kpulse.analysis.MetricKey;

/**
 * One metric's part in an index.
 *
 * @param key the metric
 * @param weight its share of all weight, 0 to 1
 * @param logGain {@code ybar_candidate - ybar_base}: the logarithm of its ratio, positive if better
 * @param logContribution {@code weight * logGain}; these sum to {@link PerformanceIndex#logIndex()}
 */
public record Contribution(MetricKey key, double weight, double logGain, double logContribution) {

    /** By how many percent this metric alone moved the index. */
    public double indexPercent() {
        return Finite.percent(logContribution);
    }
}
