package org.kpulse.analysis.changepoint;

import java.util.Arrays;
import java.util.List;

/**
 * How much noisier a point is than others: {@code between + boot variance / boots}. The boot variance of a kernel with few boots says little, so
 * it is joined with the median of all, which counts as {@link #PRIOR} further boots (Smyth 2004 in kind); what kernels differ among each other
 * beyond it ({@code between}) is the rest of what neighbours differ by.
 */
final class PointVariances {

    private static final double PRIOR = 4;
    /** No point counts more than this often. */
    static final double MOST_WEIGHT = 9;

    private PointVariances() {}

    /** Relative variances, median 1; all 1 if no standard error is known. */
    static double[] of(List<Seen> points, double[] y, double floor) {
        int n = points.size();
        double[] variance = new double[n];
        Arrays.fill(variance, 1);
        double pooled = pooled(points);
        if (pooled == 0) {
            return variance;
        }
        double total = DifferenceScale.of(y, variance, 0, n, floor);
        double[] own = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            own[i] = squaredError(points.get(i).point(), pooled);
            mean += (own[i] - mean) / (i + 1);
        }
        double between = Math.max(0.1 * total * total, total * total - mean);
        for (int i = 0; i < n; i++) {
            variance[i] = between + own[i];
        }
        double typical = median(variance);
        for (int i = 0; i < n; i++) {
            variance[i] = Math.max(1 / MOST_WEIGHT, variance[i] / typical);
        }
        return variance;
    }

    private static double pooled(List<Seen> points) {
        double[] known = points.stream()
                .map(Seen::point)
                .filter(point -> point.standardError() > 0)
                .mapToDouble(point -> square(point.standardError()) * point.boots())
                .toArray();
        return known.length == 0 ? 0 : median(known);
    }

    private static double squaredError(SeriesPoint point, double pooled) {
        int boots = point.boots();
        double own = square(point.standardError());
        if (boots == 1) {
            return own > 0 ? own : pooled;
        }
        return (PRIOR * pooled + (boots - 1) * own * boots) / (PRIOR + boots - 1) / boots;
    }

    private static double square(double x) {
        return x * x;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
