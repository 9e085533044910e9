package org.kpulse.analysis.behaviour;

import java.util.Arrays;
import java.util.Comparator;
import org.kpulse.analysis.AnalysisException;

/**
 * Means and sums of squares and products of pairs (x, y). Both columns are divided by their largest absolute value first, so that
 * nothing overflows; pairs are sorted before summing, so that their order changes no bit.
 *
 * @param n number of pairs, at least 1
 * @param unitX what x was divided by, above 0; every sum below is in these units
 * @param unitY likewise for y
 * @param meanX mean of x
 * @param meanY mean of y
 * @param sxx sum of squares of x about its mean; 0 exactly if all x are equal
 * @param syy likewise for y
 * @param sxy sum of products about the means
 */
record PairedSums(int n, double unitX, double unitY, double meanX, double meanY, double sxx, double syy, double sxy) {

    private static final double ROUNDING = 1e-14;

    static PairedSums of(double[] x, double[] y) {
        return of(x, y, unit(x), unit(y));
    }

    /** With given units, for groups whose sums are added. */
    static PairedSums of(double[] x, double[] y, double unitX, double unitY) {
        if (x.length != y.length || x.length == 0) {
            throw new AnalysisException("Pairs are needed, not " + x.length + " and " + y.length + " values.");
        }
        double[][] pairs = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            pairs[i] = new double[] {x[i] / unitX, y[i] / unitY};
        }
        Arrays.sort(
                pairs, Comparator.comparingDouble((double[] pair) -> pair[0]).thenComparingDouble(pair -> pair[1]));
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < pairs.length; i++) {
            meanX += (pairs[i][0] - meanX) / (i + 1);
            meanY += (pairs[i][1] - meanY) / (i + 1);
        }
        double sxx = 0;
        double syy = 0;
        double sxy = 0;
        for (double[] pair : pairs) {
            double dx = pair[0] - meanX;
            double dy = pair[1] - meanY;
            sxx += dx * dx;
            syy += dy * dy;
            sxy += dx * dy;
        }
        return new PairedSums(pairs.length, unitX, unitY, meanX, meanY, sxx, syy, sxy);
    }

    /** Largest absolute value, or 1 if all are 0. */
    static double unit(double[] values) {
        double largest = 0;
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new AnalysisException("A correlation needs finite values, not " + value + ".");
            }
            largest = Math.max(largest, Math.abs(value));
        }
        return largest > 0 ? largest : 1;
    }

    /** True if a column does not vary, so that there is no correlation. */
    boolean isFlat() {
        return sxx == 0 || syy == 0;
    }

    /** Pearson's r, -1 to 1, exactly so where rounding alone keeps the pairs from lying on a line; no column may be flat. */
    double r() {
        double r = sxy / (Math.sqrt(sxx) * Math.sqrt(syy));
        return 1 - Math.abs(r) < ROUNDING ? Math.signum(r) : r;
    }
}
