package org.kpulse.analysis;

/**
 * A closed interval of finite numbers; its unit and confidence are those of whoever gives it.
 *
 * @param low lower bound
 * @param high upper bound, not below {@code low}
 */
public record Interval(double low, double high) {

    public Interval {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new AnalysisException("[" + low + ", " + high + "] is not an interval of finite numbers.");
        }
    }

    /** True if {@code value} lies in it, the bounds included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** True if it lies wholly in {@code [-margin, +margin]}. */
    public boolean within(double margin) {
        return -margin <= low && high <= margin;
    }

    /** {@code high - low}. */
    public double width() {
        return high - low;
    }
}
