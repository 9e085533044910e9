package org.kpulse.analysis.behaviour;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;

/**
 * Whether a metric still goes with its counter as it did on the base kernel.
 *
 * @param metric the metric
 * @param counter the counter's name
 * @param sign +1: the ratio metric / counter was compared; -1: the product, because one falls as the other rises
 * @param reading the answer
 * @param ratio change of that ratio (or product)
 * @param metricChange change of the metric in the same boots
 * @param counterChange change of the counter
 * @param p two-sided p of "the ratio did not change", empty if not tested
 * @param q p corrected over all ratios tested together, empty if not tested
 * @param proportional false if the baseline says the metric does not follow the counter in proportion, so that the ratio moves
 *     with the amount of work alone
 * @param ruleVersion of the rules that gave it
 */
public record RatioComparison(
        MetricKey metric,
        String counter,
        int sign,
        Reading reading,
        Optional<LogChange> ratio,
        Optional<LogChange> metricChange,
        Optional<LogChange> counterChange,
        OptionalDouble p,
        OptionalDouble q,
        boolean proportional,
        String ruleVersion) {

    /** What a ratio says. */
    public enum Reading {
        /** The ratio is stable: whatever the metric did, it is more or less of the same work. */
        SAME_WORK,
        /** The ratio moved: the kernel behaves differently. */
        BEHAVES_DIFFERENTLY,
        /** Neither can be said yet. */
        UNDECIDED,
        /** Not tested: fewer than 2 boots a side have both, or a value is 0. */
        UNTESTED
    }

    /**
     * A difference of natural logarithms, candidate minus base.
     *
     * @param estimate mean difference
     * @param interval of it
     */
    public record LogChange(double estimate, Interval interval) {}
}
