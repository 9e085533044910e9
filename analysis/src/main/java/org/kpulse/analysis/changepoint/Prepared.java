package org.kpulse.analysis.changepoint;

import java.util.List;

/**
 * A stretch of measured points made ready: in deviations of a first guess of the noise, outliers drawn in, with weights and sums. The arrays are
 * not to be changed.
 */
final class Prepared {

    private final List<Seen> points;
    private final double[] y;
    private final double[] variance;
    private final double[] z;
    private final double[] weight;
    private final int[] time;
    private final double scale;
    private final Sums sums;

    private Prepared(List<Seen> points, double[] y, double[] variance, int[] time, double scale) {
        this.points = points;
        this.y = y;
        this.variance = variance;
        this.time = time;
        this.scale = scale;
        this.z = Clipping.clipped(y, variance, scale);
        this.weight = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            weight[i] = 1 / variance[i];
        }
        this.sums = new Sums(z, weight, time);
    }

    /** The noise is guessed from the last {@code recent} points. */
    static Prepared of(List<Seen> points, int recent, double floor) {
        int n = points.size();
        double[] y = new double[n];
        int[] time = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = points.get(i).point().y();
            time[i] = points.get(i).index();
        }
        double[] variance = PointVariances.of(points, y, floor);
        Loudness.apply(y, variance, floor);
        double scale = DifferenceScale.of(y, variance, Math.max(0, n - recent), n, floor);
        return new Prepared(points, y, variance, time, scale);
    }

    String kernel(int i) {
        return points.get(i).point().kernel();
    }

    /** Values in {@link #scale()} from the first point, clipped. */
    double[] z() {
        return z;
    }

    /** Inverse relative variances. */
    double[] weight() {
        return weight;
    }

    /** Places in the series. */
    int[] time() {
        return time;
    }

    /** The first guess of the noise, on the scale of y. */
    double scale() {
        return scale;
    }

    Sums sums() {
        return sums;
    }

    int size() {
        return y.length;
    }

    /** Place in the series of point {@code i}. */
    int index(int i) {
        return time[i];
    }

    /** Places between the first point and point {@code i}. */
    int since(int i) {
        return time[i] - time[0];
    }

    /** Noise about levels, from the last {@code recent} points. */
    ArNoise noise(Levels levels, int recent, double floor) {
        return ArNoise.about(this, levels, Math.max(0, size() - recent), floor);
    }

    /** {@code (noise.sigma / scale)^2}: variance of a point in the unit of {@code z}. */
    double unit(ArNoise noise) {
        double ratio = noise.sigma() / scale;
        return ratio * ratio;
    }

    /** How far point {@code i} was drawn in, in {@link #scale()}, signed. */
    double drawnIn(int i) {
        return (y[i] - y[0]) / scale - z[i];
    }

    /** Relative deviation of point {@code i}. */
    double deviation(int i) {
        return Math.sqrt(variance[i]);
    }
}
