package org.kpulse.analysis.behaviour;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;

/**
 * A metric of two kernels, compared with what a host covariate explains taken out, if that is worth it.
 *
 * @param metric the metric
 * @param covariate of the host
 * @param outcome whether it was used, or why not; if not, the numbers below are Welch's on the boots as they are
 * @param difference of natural logarithms, candidate minus base
 * @param interval of it; empty with fewer than 2 boots a side
 * @param p two-sided p of "no difference", empty in the same case
 * @param degreesOfFreedom of both, empty in the same case
 * @param theta change of ln(metric) per unit of the covariate, if it was used
 * @param varianceLeft share of the variance of the difference that is left with the covariate, if it was used: 0.25 is worth four
 *     times the boots
 * @param covariateDifference mean of the covariate over the candidate's boots minus that over the base's, if it was used
 * @param ruleVersion of the rules that gave it
 */
public record AdjustedComparison(
        MetricKey metric,
        HostCovariate covariate,
        Outcome outcome,
        double difference,
        Optional<Interval> interval,
        OptionalDouble p,
        OptionalDouble degreesOfFreedom,
        OptionalDouble theta,
        OptionalDouble varianceLeft,
        OptionalDouble covariateDifference,
        String ruleVersion) {

    /** Whether a covariate was used. */
    public enum Outcome {
        /** It was. */
        USED,
        /** Not: some boot has no value of it. */
        MISSING,
        /** Not: it does not vary within a kernel's boots. */
        FLAT,
        /** Not: too few boots to spare a degree of freedom. */
        TOO_FEW_BOOTS,
        /** Not: over the baseline it does not surely go with the metric, or there are too few baseline boots to say. */
        UNRELATED,
        /** Not: over the baseline it explains too little to pay for what it costs with so few boots. */
        NO_GAIN
    }
}
