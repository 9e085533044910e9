package org.kpulse.analysis.inference;

import java.util.Arrays;
import org.kpulse.analysis.AnalysisException;

/**
 * Size, mean and standard deviation of one group.
 *
 * @param n number of values, at least 1
 * @param mean arithmetic mean
 * @param sd standard deviation with n - 1; 0 if n is 1
 */
public record Moments(int n, double mean, double sd) {

    public Moments {
        if (n < 1 || !Double.isFinite(mean) || !(sd >= 0) || !Double.isFinite(sd)) {
            throw new AnalysisException("A group of " + n + " values with mean " + mean + " and deviation " + sd
                    + " cannot be analysed: it needs a value, and finite moments.");
        }
    }

    /** Of values of moderate size (logarithms, scores). Sorted before summing: the order of the values changes no bit. */
    public static Moments of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < sorted.length; i++) {
            double delta = sorted[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (sorted[i] - mean);
        }
        int n = sorted.length;
        return new Moments(n, mean, n > 1 ? Math.sqrt(squares / (n - 1)) : 0);
    }

    /** The same group with a standard deviation of at least {@code floor}. */
    public Moments withSdAtLeast(double floor) {
        return sd >= floor ? this : new Moments(n, mean, floor);
    }

    /** Variance of the mean, {@code sd^2 / n}. */
    public double varianceOfMean() {
        return sd * sd / n;
    }
}
