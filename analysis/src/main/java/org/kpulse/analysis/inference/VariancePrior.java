package org.kpulse.analysis.inference;

import org.kpulse.analysis.AnalysisException;

/**
 * What is known of a variance before the group at hand was measured: it is distributed as {@code s0^2 d0 / chi^2(d0)}, worth as
 * much as {@code d0} degrees of freedom (Smyth 2004, section 4).
 *
 * @param variance s0^2, not negative, finite; on the scale of the values it is joined with (logarithms squared)
 * @param degreesOfFreedom d0, not negative: 0 says nothing is known, {@link Double#POSITIVE_INFINITY} that the variance is
 */
public record VariancePrior(double variance, double degreesOfFreedom) {

    /** Nothing is known: a posterior is the group's own variance. */
    public static final VariancePrior NONE = new VariancePrior(0, 0);

    public VariancePrior {
        if (!(variance >= 0) || !Double.isFinite(variance) || !(degreesOfFreedom >= 0)) {
            throw new AnalysisException("A prior variance of " + variance + " with " + degreesOfFreedom
                    + " degrees of freedom cannot be used: the one must be finite, neither negative.");
        }
    }

    /**
     * The variance after a group with variance {@code variance} and {@code degreesOfFreedom} (0 for a single value) was seen.
     *
     * @throws AnalysisException if neither the prior nor the group knows anything (0 degrees of freedom in all)
     */
    public ModeratedVariance posterior(double variance, double degreesOfFreedom) {
        return ModeratedVariance.of(this, variance, degreesOfFreedom);
    }

    /** The same variance, known with at most {@code most} degrees of freedom. */
    public VariancePrior withDegreesOfFreedomAtMost(double most) {
        return degreesOfFreedom <= most ? this : new VariancePrior(variance, most);
    }
}
