package org.kpulse.analysis.inference;

import org.kpulse.analysis.AnalysisException;

/**
 * The variance of a small group joined with what was known of it before: {@code (d0 s0^2 + d s^2) / (d0 + d)} with {@code d0 + d}
 * degrees of freedom. Smyth, G. K. (2004), Linear models and empirical Bayes methods for assessing differential expression, Stat.
 * Appl. Genet. Mol. Biol. 3, article 3, section 4; the {@code squeezeVar} of limma.
 *
 * @param variance not negative, finite
 * @param degreesOfFreedom above 0; infinite if the prior's are
 */
public record ModeratedVariance(double variance, double degreesOfFreedom) {

    public ModeratedVariance {
        if (!(variance >= 0) || !Double.isFinite(variance) || !(degreesOfFreedom > 0)) {
            throw new AnalysisException("A variance of " + variance + " with " + degreesOfFreedom
                    + " degrees of freedom cannot be tested with: it needs replicates or a prior.");
        }
    }

    /** Joins a group's own variance ({@code n - 1} degrees of freedom, 0 if it has a single value) with the prior. */
    public static ModeratedVariance of(VariancePrior prior, double variance, double degreesOfFreedom) {
        double before = prior.degreesOfFreedom();
        if (degreesOfFreedom == 0 || before == Double.POSITIVE_INFINITY) {
            return new ModeratedVariance(prior.variance(), before + degreesOfFreedom);
        }
        double total = before + degreesOfFreedom;
        double joined = before / total * prior.variance() + degreesOfFreedom / total * variance;
        return new ModeratedVariance(joined, total);
    }

    /** Square root of the variance. */
    public double sd() {
        return Math.sqrt(variance);
    }
}
