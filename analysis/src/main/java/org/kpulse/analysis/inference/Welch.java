package org.kpulse.analysis.inference;

import org.kpulse.analysis.AnalysisException;

/**
 * Difference of two means without assuming equal variances: Welch, B. L. (1947), The generalization of "Student's" problem when
 * several different population variances are involved, Biometrika 34, 28-35; degrees of freedom after Satterthwaite (1946).
 * Assumes independent groups of about normal values.
 */
public final class Welch {

    private Welch() {}

    /** Compares two groups of at least 2 values each; the degrees of freedom lie between the smaller n - 1 and n1 + n2 - 2. */
    public static MeanDifference of(Moments first, Moments second) {
        if (first.n() < 2 || second.n() < 2) {
            throw new AnalysisException(
                    "Welch's test needs 2 values a side, not " + first.n() + " and " + second.n() + ".");
        }
        double difference = second.mean() - first.mean();
        double variance = first.varianceOfMean() + second.varianceOfMean();
        if (variance == 0) {
            return new MeanDifference(difference, 0, first.n() + second.n() - 2);
        }
        double firstShare = first.varianceOfMean() / variance;
        double secondShare = second.varianceOfMean() / variance;
        double inverse = firstShare * firstShare / (first.n() - 1) + secondShare * secondShare / (second.n() - 1);
        return new MeanDifference(difference, Math.sqrt(variance), 1 / inverse);
    }
}
