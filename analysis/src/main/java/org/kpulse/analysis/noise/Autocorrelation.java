package org.kpulse.analysis.noise;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.kpulse.analysis.AnalysisException;

/**
 * Do boots resemble the boot before them? Lag-1 serial correlation of the boot means of each build in the order given, pooled over
 * builds, less what a random order gives on average (-1/n in a series of n). Variance of a random order of normal values:
 * {@code (n - 2)^2 / (n^2 (n - 1))}, Moran, P. A. P. (1948), Some theorems on time series II, Biometrika 35, 255-260.
 *
 * @param coefficient 0 if the order does not matter; positive if neighbours are alike (drift), negative if they alternate
 * @param standardError of the coefficient if the order does not matter
 * @param p two-sided, by the normal distribution
 * @param boots in series of at least 3, which are all that count
 */
public record Autocorrelation(double coefficient, double standardError, double p, int boots) {

    private static final int LEAST_BOOTS = 3;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public Autocorrelation {
        if (!Double.isFinite(coefficient) || !(standardError > 0) || !(p >= 0 && p <= 1)) {
            throw new AnalysisException("A serial correlation of " + coefficient + " +- " + standardError + " with p = "
                    + p + " is not one.");
        }
    }

    /** Of the series of boot means of each build, in the order of time; empty if no series of 3 varies. */
    static Optional<Autocorrelation> of(List<double[]> series) {
        double squares = 0;
        double products = 0;
        double expected = 0;
        double variance = 0;
        int boots = 0;
        for (double[] values : series) {
            int n = values.length;
            if (n < LEAST_BOOTS) {
                continue;
            }
            double mean = IterationEffects.mean(values);
            double own = 0;
            for (int i = 0; i < n; i++) {
                own += (values[i] - mean) * (values[i] - mean);
                products += i > 0 ? (values[i] - mean) * (values[i - 1] - mean) : 0;
            }
            boots += n;
            squares += own;
            expected -= own / n;
            variance += own * own * (n - 2.0) * (n - 2.0) / ((double) n * n * (n - 1));
        }
        if (!(squares > 0) || !(variance > 0)) {
            return Optional.empty();
        }
        double coefficient = (products - expected) / squares;
        double error = Math.sqrt(variance) / squares;
        return Optional.of(new Autocorrelation(coefficient, error, twoSided(coefficient / error), boots));
    }

    private static double twoSided(double z) {
        return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
    }
}
