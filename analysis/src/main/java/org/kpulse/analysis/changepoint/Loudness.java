package org.kpulse.analysis.changepoint;

import java.util.Arrays;

/**
 * Stretches that are much noisier or quieter than the series is as a rule, which no standard error tells: squared differences of neighbours, cut at
 * 3 deviations of the stretch or the series, over {@link #WINDOW} points. Ratios that chance gives are left alone, others are drawn towards 1.
 */
final class Loudness {

    private static final int WINDOW = 40;
    private static final int STRIDE = 20;
    /** Ratio of variances that chance rarely gives. */
    private static final double REMARKABLE = 1.8;

    private static final double DRAWN = 1.4;

    /** Median of the square of a standard normal. */
    private static final double MEDIAN_SQUARE = 0.454936;

    private static final double CUT_SQUARED = 9;

    private Loudness() {}

    /** Multiplies the variances of the points of such stretches. */
    static void apply(double[] y, double[] variance, double floor) {
        int n = y.length;
        int count = (n - WINDOW) / STRIDE;
        if (count < 2) {
            return;
        }
        double scale = DifferenceScale.of(y, variance, 0, n, floor);
        double[] square = new double[count];
        double[] q = new double[WINDOW];
        for (int window = 0; window < count; window++) {
            int start = window == count - 1 ? n - 1 - WINDOW : window * STRIDE;
            square[window] = meanSquare(y, variance, start, q, scale);
        }
        double[] sorted = square.clone();
        Arrays.sort(sorted);
        double typical = sorted[count / 2];
        for (int i = 0; i < n; i++) {
            int window = Math.max(0, Math.min(count - 1, (i - WINDOW / 2) / STRIDE));
            double ratio = (square[window] + floor * floor) / (typical + floor * floor);
            if (ratio > REMARKABLE) {
                variance[i] *= ratio / DRAWN;
            } else if (ratio < 1 / REMARKABLE) {
                variance[i] *= Math.max(DRAWN * ratio, 1 / PointVariances.MOST_WEIGHT);
            }
        }
    }

    private static double meanSquare(double[] y, double[] variance, int start, double[] q, double scale) {
        for (int i = 0; i < WINDOW; i++) {
            double difference = y[start + i + 1] - y[start + i];
            q[i] = difference * difference / (variance[start + i] + variance[start + i + 1]);
        }
        Arrays.sort(q);
        double cut = Math.max(scale * scale, q[WINDOW / 2] / MEDIAN_SQUARE) * CUT_SQUARED;
        double sum = 0;
        for (double value : q) {
            sum += Math.min(value, cut);
        }
        return sum / WINDOW;
    }
}
