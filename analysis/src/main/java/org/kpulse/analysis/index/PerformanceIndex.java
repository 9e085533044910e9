package org.kpulse.analysis.index;

import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.Interval;

/**
 * The index of a candidate kernel on one platform: 100 is the base, higher is better.
 *
 * @param value {@code 100 * exp(logIndex)}
 * @param interval of {@code value}; empty if a side has a metric with fewer than 2 boots
 * @param method how the interval was computed
 * @param estimate the log index with its standard error, for combining with others; its precision is empty where {@code interval} is
 * @param contributions which metric moved it by how much, in the order of the samples
 * @param leftOut metrics expected but not in it, by name
 * @param ruleVersion of the rules that gave it
 */
public record PerformanceIndex(
        double value,
        Optional<Interval> interval,
        Method method,
        IndexEstimate estimate,
        List<Contribution> contributions,
        List<LeftOut> leftOut,
        String ruleVersion) {

    /** How an interval was computed. */
    public enum Method {
        /** No interval: too few boots. */
        NONE,
        /** Student's two-sample t on the boots' weighted scores: as many boots on both sides. */
        STUDENT_T,
        /** Welch's t on the boots' weighted scores: not as many, or boots that miss metrics. */
        WELCH_T,
        /** Studentised bootstrap of the boots' weighted scores. */
        STUDENTISED_BOOTSTRAP
    }

    public PerformanceIndex {
        contributions = List.copyOf(contributions);
        leftOut = List.copyOf(leftOut);
    }

    /** Exactly the sum of the contributions, added in their order. */
    public double logIndex() {
        return estimate.logIndex();
    }
}
