package org.kpulse.analysis.index;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.Welch;

/**
 * Studentised (bootstrap-t) interval of the difference of two means: Efron, B. and Tibshirani, R. J. (1993), An Introduction to
 * the Bootstrap, section 12.5. Boots are resampled within each side; each resample gives
 * {@code t* = (d* - d) / SE*} and the interval is {@code [d - t*(high) SE, d - t*(low) SE]}.
 */
final class BootBootstrap {

    private final double[] base;
    private final double[] candidate;
    private final double sdFloor;

    BootBootstrap(double[] base, double[] candidate, double sdFloor) {
        this.base = base;
        this.candidate = candidate;
        this.sdFloor = sdFloor;
    }

    Interval interval(double confidence, int resamples, long seed) {
        MeanDifference observed = Welch.of(
                Moments.of(base).withSdAtLeast(sdFloor), Moments.of(candidate).withSdAtLeast(sdFloor));
        SplittableRandom random = new SplittableRandom(seed);
        double[] t = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            Draw b = Draw.from(base, random, sdFloor);
            Draw c = Draw.from(candidate, random, sdFloor);
            t[i] = (c.mean - b.mean - observed.difference()) / Math.sqrt(b.varianceOfMean + c.varianceOfMean);
        }
        Arrays.sort(t);
        double tail = (1 - confidence) / 2;
        double low = observed.difference() - quantile(t, 1 - tail) * observed.standardError();
        double high = observed.difference() - quantile(t, tail) * observed.standardError();
        return new Interval(Math.min(low, high), Math.max(low, high));
    }

    /** Linear between order statistics at rank {@code p (n + 1)}. */
    private static double quantile(double[] sorted, double p) {
        double rank = Math.max(1, Math.min(sorted.length, p * (sorted.length + 1)));
        int below = (int) rank;
        int above = Math.min(sorted.length, below + 1);
        return sorted[below - 1] + (rank - below) * (sorted[above - 1] - sorted[below - 1]);
    }

    private record Draw(double mean, double varianceOfMean) {
        static Draw from(double[] scores, SplittableRandom random, double sdFloor) {
            int n = scores.length;
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double value = scores[random.nextInt(n)];
                double delta = value - mean;
                mean += delta / (i + 1);
                squares += delta * (value - mean);
            }
            double variance = Math.max(squares / (n - 1), sdFloor * sdFloor);
            return new Draw(mean, variance / n);
        }
    }
}
