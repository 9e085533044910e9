package org.kpulse.analysis.inference;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t with real degrees of freedom. */
public final class StudentT {

    private StudentT() {}

    /** The probability of a value at least as far from 0 as {@code t}, on either side; 0 to 1. */
    public static double twoSidedP(double t, double degreesOfFreedom) {
        return Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t)));
    }

    /** The value below which a share {@code probability} (0 to 1, exclusive) lies. */
    public static double quantile(double probability, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(probability);
    }
}
