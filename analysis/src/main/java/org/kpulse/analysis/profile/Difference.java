package org.kpulse.analysis.profile;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

/**
 * Instructions of both sides.
 *
 * @param base instructions an iteration (or a unit of work), mean over the base's boots, 0 or more
 * @param candidate the same of the candidate
 * @param interval of {@code candidate - base}, in instructions; empty with fewer than 2 boots on a side
 */
public record Difference(double base, double candidate, Optional<Interval> interval) {

    public Difference {
        if (!(base >= 0) || !(candidate >= 0) || !Double.isFinite(base) || !Double.isFinite(candidate)) {
            throw new AnalysisException(
                    "Instructions of " + base + " and " + candidate + " an iteration cannot be compared.");
        }
    }

    /** {@code candidate - base}, instructions. */
    public double value() {
        return candidate - base;
    }

    /** The difference in percent of the base; empty if that is 0. */
    public OptionalDouble percent() {
        return base > 0 ? OptionalDouble.of(100 * value() / base) : OptionalDouble.empty();
    }

    /** True if there is an interval and it excludes 0. */
    public boolean clear() {
        return interval.isPresent() && !interval.get().contains(0);
    }
}
