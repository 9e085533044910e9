package org.kpulse.analysis.inference;

import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

/**
 * Difference of two means without assuming equal variances: Welch, B. L. (1947), The generalization of "Student's" problem when
 * several different population variances are involved, Biometrika 34, 28-35; degrees of freedom after Satterthwaite (1946).
 * Assumes independent groups of about normal values.
 *
 * @param difference mean of the second group minus mean of the first
 * @param standardError of the difference; 0 only if both groups have deviation 0
 * @param degreesOfFreedom between the smaller n - 1 and n1 + n2 - 2
 */
public record Welch(double difference, double standardError, double degreesOfFreedom) {

    /** Compares two groups of at least 2 values each. */
    public static Welch of(Moments first, Moments second) {
        if (first.n() < 2 || second.n() < 2) {
            throw new AnalysisException(
                    "Welch's test needs 2 values a side, not " + first.n() + " and " + second.n() + ".");
        }
        double variance = first.varianceOfMean() + second.varianceOfMean();
        if (variance == 0) {
            return new Welch(second.mean() - first.mean(), 0, first.n() + second.n() - 2);
        }
        double firstShare = first.varianceOfMean() / variance;
        double secondShare = second.varianceOfMean() / variance;
        double inverse = firstShare * firstShare / (first.n() - 1) + secondShare * secondShare / (second.n() - 1);
        return new Welch(second.mean() - first.mean(), Math.sqrt(variance), 1 / inverse);
    }

    /** Two-sided p of "no difference"; 1 if there is neither difference nor deviation. */
    public double p() {
        if (difference == 0) {
            return 1;
        }
        return standardError > 0 ? StudentT.twoSidedP(difference / standardError, degreesOfFreedom) : 0;
    }

    /** Two-sided interval of the difference with the given confidence (0 to 1, exclusive). */
    public Interval interval(double confidence) {
        double half = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
        return new Interval(difference - half, difference + half);
    }

    /**
     * The true difference found with probability {@code power} at level {@code alpha}:
     * {@code (t(1 - alpha/2) + t(power)) * SE}, both quantiles at these degrees of freedom. An approximation of the noncentral t,
     * about 2 % too small at 4 degrees of freedom.
     */
    public double detectable(double alpha, double power) {
        return (StudentT.quantile(1 - alpha / 2, degreesOfFreedom) + StudentT.quantile(power, degreesOfFreedom))
                * standardError;
    }
}
