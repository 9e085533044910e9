package org.kpulse.analysis.latency;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.kpulse.analysis.Interval;

/**
 * One quantile of one metric: candidate against base, the boot being the unit.
 *
 * @param quantile which
 * @param base the base's mean over boots in the metric's unit: geometric on the log scale, else arithmetic
 * @param candidate the candidate's
 * @param scale what {@code difference} means
 * @param difference candidate minus base; positive: the candidate's values are larger
 * @param interval of {@code difference}; empty if it was not tested
 * @param method of the interval
 * @param p two-sided p of "no difference", by Welch's t whatever the interval's method (a bootstrap's p cannot fall below one over
 *     its resamples, too coarse for a correction over hundreds of tests); empty if it was not tested
 * @param remarks what to know when reading it
 * @param ruleVersion of the rules that gave it
 */
public record QuantileComparison(
        Quantile quantile,
        double base,
        double candidate,
        Scale scale,
        double difference,
        Optional<Interval> interval,
        Method method,
        OptionalDouble p,
        Set<Remark> remarks,
        String ruleVersion) {

    /** What a difference is. */
    public enum Scale {
        /** A difference of natural logarithms. */
        LOG,
        /** A difference in the metric's unit, because a boot's quantile is 0. */
        ABSOLUTE
    }

    /** How an interval was computed. */
    public enum Method {
        /** None: not tested. */
        NONE,
        /** Welch's t on the boots. */
        WELCH_T,
        /** Studentised bootstrap of the boots. */
        STUDENTISED_BOOTSTRAP
    }

    /** What to know when reading a comparison. */
    public enum Remark {
        /** Fewer than 2 boots on a side: not tested. */
        TOO_FEW_BOOTS,
        /** Some boot has no value beyond the quantile: it is the maximum by another name, and not tested. */
        TOO_FEW_VALUES,
        /** A boot's quantile is 0: compared by differences. */
        ZERO_QUANTILE,
        /** The boots agree better than the unit or the rules allow to believe: the deviation was raised. */
        RESOLUTION,
        /** The maximum, and one side has over a tenth more values a boot: the maximum of more values is larger. */
        UNEQUAL_COUNTS
    }

    public QuantileComparison {
        remarks = Set.copyOf(remarks);
    }
}
