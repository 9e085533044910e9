package org.kpulse.bisect.request;

/**
 * A regression that a stored comparison confirmed.
 *
 * @param comparison its id
 * @param platform where it shows
 * @param change of the metric, percent, positive is larger; never 0
 * @param base reference of the kernel without it
 * @param candidate of the one with it
 */
public record Regression(
        long comparison, String platform, Wanted.Metric metric, double change, String base, String candidate) {

    public Regression {
        if (change == 0 || !(change > -100) || !Double.isFinite(change)) {
            throw new IllegalArgumentException("A regression changes its metric, not by " + change + " percent.");
        }
    }

    /** Difference of natural logarithms. */
    double logarithm() {
        return Math.log1p(change / 100);
    }
}
