package org.kpulse.analysis.comparison;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;

/**
 * How far the candidate's value lies from the base's, with the value's own sign: +3 % is a larger value, better or worse.
 *
 * @param scale how it was compared
 * @param difference on LOG: {@code ln(candidate / base)}, no unit; on ABSOLUTE: candidate - base, in the metric's unit
 * @param interval of {@code difference} at the confidence of the rules; empty if a side has fewer than 2 boots
 * @param percent change of the value in percent of the base, at most the largest double; empty if the base is 0
 * @param percentInterval {@code interval} in percent of the base; empty if either is (on ABSOLUTE the base is taken as known)
 */
public record Change(
        Scale scale,
        double difference,
        Optional<Interval> interval,
        OptionalDouble percent,
        Optional<Interval> percentInterval) {

    /** How two sides are compared. */
    public enum Scale {
        /** Means of logarithms: differences are ratios. */
        LOG,
        /** Means of the values themselves, because a sample is 0. */
        ABSOLUTE
    }

    /** Candidate over base, at most the largest double; empty if the base is 0. */
    public OptionalDouble ratio() {
        if (scale == Scale.LOG) {
            return OptionalDouble.of(Finite.saturate(Math.exp(difference)));
        }
        return percent.isPresent() ? OptionalDouble.of(1 + percent.getAsDouble() / 100) : OptionalDouble.empty();
    }
}
