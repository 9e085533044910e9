package org.kpulse.analysis.noise;

import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.AnalysisException;

/**
 * How heavy the tails of the boot means are: excess kurtosis by k statistics, {@code G2 = k4 / k2^2} (Fisher 1928; Joanes, D. N. and
 * Gill, C. A. (1998), Comparing measures of sample skewness and kurtosis, The Statistician 47, 183-189), unbiased for normal values.
 * Builds with at least 4 boots are pooled: k4 in proportion to their boots, k2 to their degrees of freedom.
 *
 * @param excessKurtosis 0 for the normal distribution, 3 for Laplace's, unlimited for Student's t with few degrees of freedom
 * @param boots it rests on; with few of them it says little: its standard error for normal values is about sqrt(24 / boots)
 */
public record Tails(double excessKurtosis, int boots) {

    private static final int LEAST_BOOTS = 4;

    public Tails {
        if (!Double.isFinite(excessKurtosis)) {
            throw new AnalysisException("A kurtosis must be finite, not " + excessKurtosis + ".");
        }
    }

    /**
     * The degrees of freedom of the Student t that has this kurtosis, {@code 4 + 6 / G2}: a t is a normal value whose variance is
     * drawn anew with so many degrees of freedom, just what a prior's degrees of freedom mean. Infinite for tails that are not heavy.
     */
    public double equivalentDegreesOfFreedom() {
        return excessKurtosis > 0 ? 4 + 6 / excessKurtosis : Double.POSITIVE_INFINITY;
    }

    /** Of the boot means of each build, in any order but always the same one; empty if no build has 4 that differ. */
    static Optional<Tails> of(List<double[]> groups) {
        double k4 = 0;
        double squares = 0;
        int boots = 0;
        int degrees = 0;
        double unit = largestDeviation(groups);
        for (double[] group : groups) {
            int n = group.length;
            if (n < LEAST_BOOTS || unit == 0) {
                continue;
            }
            double mean = IterationEffects.mean(group);
            double second = 0;
            double fourth = 0;
            for (double value : group) {
                double square = (value - mean) / unit * ((value - mean) / unit);
                second += square;
                fourth += square * square;
            }
            double size = n;
            double own = size * (size + 1) * fourth / ((size - 1) * (size - 2) * (size - 3))
                    - 3 * second * second / ((size - 2) * (size - 3));
            k4 += n * own;
            squares += second;
            boots += n;
            degrees += n - 1;
        }
        double k2 = degrees > 0 ? squares / degrees : 0;
        return k2 > 0 ? Optional.of(new Tails(k4 / boots / (k2 * k2), boots)) : Optional.empty();
    }

    private static double largestDeviation(List<double[]> groups) {
        double largest = 0;
        for (double[] group : groups) {
            double mean = IterationEffects.mean(group);
            for (double value : group) {
                largest = group.length < LEAST_BOOTS ? largest : Math.max(largest, Math.abs(value - mean));
            }
        }
        return largest;
    }
}
