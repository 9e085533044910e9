package org.kpulse.bisect.search;

import java.util.Arrays;
import java.util.List;

/**
 * Draws outliers in: what lies further than some deviations beyond both levels is moved to there. The levels are the ends' medians and
 * the deviation comes from the ends' absolute deviations, so no single sample moves the limits far. Every sample is treated alike,
 * whatever its commit: what is left is noise of bounded size.
 *
 * @param low no sample counts as lower
 * @param high no sample counts as higher
 */
record Clip(double low, double high) {

    static final Clip NONE = new Clip(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** A normal distribution's deviation over its median absolute deviation. */
    private static final double NORMAL = 1.4826;

    private static final int LEAST = 8;

    /** Limits from the samples of both ends; none while these are fewer than {@value #LEAST}. */
    static Clip of(double[] good, double[] bad, double deviations) {
        return of(good, bad, List.of(), deviations);
    }

    /**
     * Limits that leave room for levels beyond those of the ends.
     *
     * @param others samples of builds in between; those of two and more widen the limits to their median, of two medians to the one
     *     nearer to the ends: a single sample widens nothing
     */
    static Clip of(double[] good, double[] bad, List<double[]> others, double deviations) {
        if (good.length == 0 || bad.length == 0 || good.length + bad.length < LEAST) {
            return NONE;
        }
        double goodLevel = median(good);
        double badLevel = median(bad);
        double[] off = new double[good.length + bad.length];
        for (int i = 0; i < good.length; i++) {
            off[i] = Math.abs(good[i] - goodLevel);
        }
        for (int i = 0; i < bad.length; i++) {
            off[good.length + i] = Math.abs(bad[i] - badLevel);
        }
        // two medians were fitted: without the factor five samples and one would look too quiet
        double deviation = NORMAL * median(off) * Math.sqrt(off.length / (off.length - 2.0));
        if (deviation == 0) {
            return NONE;
        }
        double low = Math.min(goodLevel, badLevel);
        double high = Math.max(goodLevel, badLevel);
        for (double[] values : others) {
            if (values.length >= 2) {
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                low = Math.min(low, sorted[sorted.length / 2]);
                high = Math.max(high, sorted[(sorted.length - 1) / 2]);
            }
        }
        return new Clip(low - deviations * deviation, high + deviations * deviation);
    }

    double apply(double value) {
        return Math.max(low, Math.min(high, value));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
