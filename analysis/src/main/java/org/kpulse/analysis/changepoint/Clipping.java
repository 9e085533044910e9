package org.kpulse.analysis.changepoint;

/**
 * Isolated points are drawn to their surroundings: a point further than {@link #REACH} deviations beyond the lowest and highest of its
 * four nearest neighbours is moved there. The first points of a new level have each other as neighbours and stay.
 */
final class Clipping {

    /** In deviations of the noise. */
    static final double REACH = 2.0;

    private static final int NEIGHBOURS = 4;

    private Clipping() {}

    /** {@code y - y[0]} in deviations of a point of variance 1, clipped. */
    static double[] clipped(double[] y, double[] variance, double sigma) {
        int n = y.length;
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double value = y[i];
            if (n > NEIGHBOURS) {
                int first = Math.max(0, Math.min(i - NEIGHBOURS / 2, n - 1 - NEIGHBOURS));
                double low = Double.MAX_VALUE;
                double high = -Double.MAX_VALUE;
                for (int j = first; j <= first + NEIGHBOURS; j++) {
                    if (j != i) {
                        low = Math.min(low, y[j]);
                        high = Math.max(high, y[j]);
                    }
                }
                if (value < low || value > high) {
                    double reach = REACH * sigma * Math.sqrt(variance[i]);
                    value = Math.max(low - reach, Math.min(high + reach, value));
                }
            }
            out[i] = (value - y[0]) / sigma;
        }
        return out;
    }
}
