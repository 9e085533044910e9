package org.kpulse.analysis.index;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * Symmetric studentised bootstrap (bootstrap-t) of the difference of two means: Efron, B. and Tibshirani, R. J. (1993), An Introduction to
 * the Bootstrap, section 12.5, with the quantile of abs(t*) after Hall, P. (1988), On symmetric bootstrap confidence intervals, J. R.
 * Statist. Soc. B 50, 35-45. Boots are resampled within each side; each resample gives {@code t* = (d* - d) / SE*}, with
 * {@code SE*^2 = s1*^2 / n1 + s2*^2 / n2}.
 */
final class BootBootstrap {

    private final double[] base;
    private final double[] candidate;
    private final double sdFloor;

    /**
     * Of two sides.
     *
     * @param base scores of the base's boots, ascending
     * @param candidate scores of the candidate's, ascending
     * @param sdFloor smallest deviation of a side that is believed
     */
    BootBootstrap(double[] base, double[] candidate, double sdFloor) {
        this.base = base;
        this.candidate = candidate;
        this.sdFloor = sdFloor;
    }

    /**
     * The quantile of abs(t*) below which a share {@code confidence} (0 to 1, exclusive) lies. Swapping the sides changes no bit: the side
     * whose scores come first in ascending order is always drawn first.
     */
    double quantile(double confidence, int resamples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean ordered = Arrays.compare(base, candidate) <= 0;
        BootBootstrap sides = ordered ? this : new BootBootstrap(/* base= */ candidate, /* candidate= */ base, sdFloor);
        return quantile(sides.t(resamples, random::nextInt), confidence);
    }

    /**
     * All t*.
     *
     * @param draw the position of the next boot, from 0, of as many as it is given; the base's boots of a resample come first
     */
    double[] t(int resamples, IntUnaryOperator draw) {
        double observed = mean(candidate) - mean(base);
        double[] t = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            Draw b = Draw.from(base, draw, sdFloor);
            Draw c = Draw.from(candidate, draw, sdFloor);
            t[i] = (c.mean - b.mean - observed) / Math.sqrt(b.varianceOfMean + c.varianceOfMean);
        }
        return t;
    }

    private static double mean(double[] scores) {
        double mean = 0;
        for (int i = 0; i < scores.length; i++) {
            mean += (scores[i] - mean) / (i + 1);
        }
        return mean;
    }

    /** The quantile of the absolute values, linear between order statistics at rank {@code p (n + 1)}. */
    static double quantile(double[] t, double p) {
        double[] sorted = t.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = Math.abs(sorted[i]);
        }
        Arrays.sort(sorted);
        double rank = Math.max(1, Math.min(sorted.length, p * (sorted.length + 1)));
        int below = (int) rank;
        int above = Math.min(sorted.length, below + 1);
        return sorted[below - 1] + (rank - below) * (sorted[above - 1] - sorted[below - 1]);
    }

    private record Draw(double mean, double varianceOfMean) {
        static Draw from(double[] scores, IntUnaryOperator draw, double sdFloor) {
            int n = scores.length;
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double value = scores[draw.applyAsInt(n)];
                double delta = value - mean;
                mean += delta / (i + 1);
                squares += delta * (value - mean);
            }
            double variance = Math.max(squares / (n - 1), sdFloor * sdFloor);
            return new Draw(mean, variance / n);
        }
    }
}
