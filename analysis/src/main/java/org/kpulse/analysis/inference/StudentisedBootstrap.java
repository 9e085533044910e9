package org.kpulse.analysis.inference;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

/**
 * Studentised (bootstrap-t) interval of the difference of two means: Efron, B. and Tibshirani, R. J. (1993), An Introduction to
 * the Bootstrap, section 12.5. Boots are resampled within each side; each resample gives {@code t* = (d* - d) / SE*} and the interval
 * is {@code [d - t*(high) SE, d - t*(low) SE]}. Meant for 8 boots a side and more: fewer draw too few different resamples.
 *
 * @param confidence of the interval, 0 to 1, exclusive
 * @param resamples at least 100
 * @param sdFloor smallest standard deviation believed, of a side and of a resample; above 0
 * @param seed equal seeds and values give equal intervals, whatever the order of the values
 */
public record StudentisedBootstrap(double confidence, int resamples, double sdFloor, long seed) {

    public StudentisedBootstrap {
        if (!(confidence > 0 && confidence < 1) || resamples < 100 || !(sdFloor > 0)) {
            throw new AnalysisException(
                    "A bootstrap needs a confidence between 0 and 1, at least 100 resamples and a floor above 0, not "
                            + confidence + ", " + resamples + " and " + sdFloor + ".");
        }
    }

    /** Interval of candidate minus base; at least 2 values of moderate size (logarithms, scores) a side. */
    public Interval difference(double[] base, double[] candidate) {
        double[] x = base.clone();
        double[] y = candidate.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        MeanDifference observed =
                Welch.of(Moments.of(x).withSdAtLeast(sdFloor), Moments.of(y).withSdAtLeast(sdFloor));
        SplittableRandom random = new SplittableRandom(seed);
        double[] t = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            Draw b = draw(x, random);
            Draw c = draw(y, random);
            t[i] = (c.mean - b.mean - observed.difference()) / Math.sqrt(b.varianceOfMean + c.varianceOfMean);
        }
        Arrays.sort(t);
        double tail = (1 - confidence) / 2;
        double low = observed.difference() - quantile(t, 1 - tail) * observed.standardError();
        double high = observed.difference() - quantile(t, tail) * observed.standardError();
        return new Interval(Math.min(low, high), Math.max(low, high));
    }

    private record Draw(double mean, double varianceOfMean) {}

    private Draw draw(double[] values, SplittableRandom random) {
        int n = values.length;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double value = values[random.nextInt(n)];
            double delta = value - mean;
            mean += delta / (i + 1);
            squares += delta * (value - mean);
        }
        return new Draw(mean, Math.max(squares / (n - 1), sdFloor * sdFloor) / n);
    }

    /** Linear between order statistics at rank {@code p (n + 1)}. */
    private static double quantile(double[] sorted, double p) {
        double rank = Math.max(1, Math.min(sorted.length, p * (sorted.length + 1)));
        int below = (int) rank;
        int above = Math.min(sorted.length, below + 1);
        return sorted[below - 1] + (rank - below) * (sorted[above - 1] - sorted[below - 1]);
    }
}
