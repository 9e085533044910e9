package org.kpulse.analysis.changepoint;

/**
 * Running sums of a clipped series in deviations, so that the fit of a level, a line or a ramp to any stretch costs the same few
 * operations. A gain is the sum of squares a fit explains; a difference of gains is a likelihood ratio statistic, {@code z^2}.
 */
final class Sums {

    private final double[] w;
    private final double[] wz;
    private final double[] wzz;
    private final double[] wt;
    private final double[] wtt;
    private final double[] wtz;

    /**
     * @param z values in deviations of a point of variance 1
     * @param weight inverse relative variances
     * @param time place of each point in the series
     */
    Sums(double[] z, double[] weight, int[] time) {
        int n = z.length;
        w = new double[n + 1];
        wz = new double[n + 1];
        wzz = new double[n + 1];
        wt = new double[n + 1];
        wtt = new double[n + 1];
        wtz = new double[n + 1];
        for (int i = 0; i < n; i++) {
            double t = time[i] - time[0];
            w[i + 1] = w[i] + weight[i];
            wz[i + 1] = wz[i] + weight[i] * z[i];
            wzz[i + 1] = wzz[i] + weight[i] * z[i] * z[i];
            wt[i + 1] = wt[i] + weight[i] * t;
            wtt[i + 1] = wtt[i] + weight[i] * t * t;
            wtz[i + 1] = wtz[i] + weight[i] * t * z[i];
        }
    }

    int size() {
        return w.length - 1;
    }

    double weight(int from, int to) {
        return w[to] - w[from];
    }

    double mean(int from, int to) {
        return (wz[to] - wz[from]) / (w[to] - w[from]);
    }

    /** What a level explains of {@code [from, to)}. */
    double gain(int from, int to) {
        double sum = wz[to] - wz[from];
        return sum * sum / (w[to] - w[from]);
    }

    /** z of the difference of the levels of {@code [from, at)} and {@code [at, to)}, signed. */
    double z(int from, int at, int to) {
        double left = w[at] - w[from];
        double right = w[to] - w[at];
        double difference = (wz[to] - wz[at]) / right - (wz[at] - wz[from]) / left;
        return difference * Math.sqrt(left * right / (left + right));
    }

    /** Residual sum of squares of {@code [from, to)} about its own level. */
    double levelRest(int from, int to) {
        return Math.max(0, wzz[to] - wzz[from] - gain(from, to));
    }

    /** Residual sum of squares of {@code [from, to)} about a straight line. */
    double lineRest(int from, int to) {
        Line line = line(from, to);
        return Math.max(0, levelRest(from, to) - line.slope() * line.slope() * line.spread());
    }

    /** The line through {@code [from, to)} by least squares. */
    Line line(int from, int to) {
        double weight = w[to] - w[from];
        double t = (wt[to] - wt[from]) / weight;
        double z = (wz[to] - wz[from]) / weight;
        double spread = wtt[to] - wtt[from] - weight * t * t;
        double product = wtz[to] - wtz[from] - weight * t * z;
        return new Line(t, z, spread > 0 ? product / spread : 0, Math.max(0, spread), weight);
    }

    /**
     * A ramp fitted to {@code [from, to)}: level until time {@code start} (that of point {@code first}), straight to another level at time
     * {@code end} (that of point {@code last}).
     */
    Slope ramp(int from, int to, int first, int last, double start, double end) {
        double weight = w[to] - w[from];
        double length = end - start;
        double mid = w[last] - w[first];
        double midT = wt[last] - wt[first] - start * mid;
        double after = w[to] - w[last];
        double u = midT / length + after;
        double midTt = wtt[last] - wtt[first] - 2 * start * (wt[last] - wt[first]) + start * start * mid;
        double uu = midTt / (length * length) + after - u * u / weight;
        double uz = (wtz[last] - wtz[first] - start * (wz[last] - wz[first])) / length
                + (wz[to] - wz[last])
                - u * (wz[to] - wz[from]) / weight;
        double size = uu > 0 ? uz / uu : 0;
        return new Slope(size, uu > 0 ? 1 / Math.sqrt(uu) : 0, Math.max(0, levelRest(from, to) - size * uz));
    }

    /** A fitted ramp: its height, the standard error of that for independent points of variance 1, and the residual sum of squares. */
    record Slope(double size, double error, double rest) {}

    /**
     * A fitted line, time counted from the first point of the sums.
     *
     * @param time weighted mean time
     * @param level value there
     * @param slope per place in the series
     * @param spread weighted sum of squares of the times about their mean
     * @param weight sum of weights
     */
    record Line(double time, double level, double slope, double spread, double weight) {

        double at(double when) {
            return level + slope * (when - time);
        }

        /** Variance of {@link #at}, in deviations squared, for independent points. */
        double variance(double when) {
            double d = when - time;
            return 1 / weight + (spread > 0 ? d * d / spread : 0);
        }
    }
}
