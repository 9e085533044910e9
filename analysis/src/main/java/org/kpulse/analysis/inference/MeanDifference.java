package org.kpulse.analysis.inference;

import org.kpulse.analysis.Interval;

/**
 * The difference of two means as a t test sees it.
 *
 * @param difference mean of the second group minus mean of the first
 * @param standardError of the difference, 0 or more
 * @param degreesOfFreedom of the standard error, above 0; infinite if it is known
 */
public record MeanDifference(double difference, double standardError, double degreesOfFreedom) {

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
