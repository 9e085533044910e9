package org.kpulse.analysis.changepoint;

import java.util.Arrays;

/**
 * A first guess of the deviation of one point, from differences of neighbours, in which a change of level shows only where it happens; after
 * von Neumann, J. (1941), Distribution of the ratio of the mean square successive difference to the variance, Ann. Math. Statist. 12, 367-395.
 * Squares are cut at 3 deviations (by the median), so that steps and outliers weigh little.
 */
final class DifferenceScale {

    private static final double CUT = 3;
    private static final double CUT_SQUARE = 0.994936;
    /** Median and 90 % quantile of the absolute difference of two standard normals. */
    private static final double MEDIAN = 0.953873;

    private static final double NINETY = 2.326175;
    /** Share of the 90 % quantile that is always believed: rounded series in which most neighbours are equal. */
    private static final double BELIEVED = 0.5;

    private DifferenceScale() {}

    /** Of {@code y[from, to)} with relative variances; at least {@code floor}. */
    static double of(double[] y, double[] variance, int from, int to, double floor) {
        int n = to - from - 1;
        if (n < 1) {
            return floor;
        }
        double[] q = new double[n];
        for (int i = 0; i < n; i++) {
            int at = from + i;
            q[i] = Math.abs(y[at + 1] - y[at]) / Math.sqrt((variance[at] + variance[at + 1]) / 2);
        }
        Arrays.sort(q);
        double guess = Math.max(quantile(q, 0.5) / MEDIAN, BELIEVED * quantile(q, 0.9) / NINETY);
        double cut = CUT * Math.sqrt(2) * Math.max(floor, guess);
        double sum = 0;
        for (double value : q) {
            double c = Math.min(value, cut);
            sum += c * c;
        }
        return Math.max(floor, Math.sqrt(sum / n / 2 / CUT_SQUARE));
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
