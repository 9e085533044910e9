package org.kpulse.analysis.changepoint;

import java.util.List;

/**
 * A stretch of measured points made ready: in deviations of a first guess of the noise, outliers drawn in, with weights and sums.
 *
 * @param points the points
 * @param y their values
 * @param variance their relative variances
 * @param z clipped values in {@code scale}, from the first point
 * @param weight {@code 1 / variance}
 * @param time places in the series
 * @param scale the first guess, on the scale of y
 * @param sums of all
 */
record Prepared(
        List<Seen> points,
        double[] y,
        double[] variance,
        double[] z,
        double[] weight,
        int[] time,
        double scale,
        Sums sums) {

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
        double[] weight = new double[n];
        for (int i = 0; i < n; i++) {
            weight[i] = 1 / variance[i];
        }
        double scale = DifferenceScale.of(y, variance, Math.max(0, n - recent), n, floor);
        double[] z = Clipping.clipped(y, variance, scale);
        return new Prepared(points, y, variance, z, weight, time, scale, new Sums(z, weight, time));
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

    /** By how many deviations point {@code i} was drawn in. */
    double cutOff(int i) {
        return Math.abs((y[i] - y[0]) / scale - z[i]) / Math.sqrt(variance[i]);
    }
}
