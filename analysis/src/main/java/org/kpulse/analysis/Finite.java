package org.kpulse.analysis;

/** Outputs are never infinite: what does not fit a double stops at the largest one. */
public final class Finite {

    private Finite() {}

    /** {@code value}, or the largest double of its sign if it is infinite. */
    public static double saturate(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }

    /** {@code 100 * (exp(log) - 1)}, saturated: a difference of logarithms as a change in percent. */
    public static double percent(double log) {
        return saturate(100 * Math.expm1(log));
    }
}
