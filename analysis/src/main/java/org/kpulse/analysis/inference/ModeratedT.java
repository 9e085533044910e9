package org.kpulse.analysis.inference;

/**
 * Difference of two means whose common variance is known in part beforehand: Smyth, G. K. (2004), Linear models and empirical
 * Bayes methods for assessing differential expression in microarray experiments, Stat. Appl. Genet. Mol. Biol. 3, article 3,
 * section 4. With the pooled variance {@code s^2} of {@code d = n1 + n2 - 2} degrees of freedom and the prior {@code s0^2, d0}:
 * {@code s~^2 = (d0 s0^2 + d s^2) / (d0 + d)}, and the difference over {@code s~ sqrt(1/n1 + 1/n2)} is a t with d0 + d degrees of
 * freedom. Assumes that both groups have one variance, about normal, and that it was drawn from the prior.
 */
public final class ModeratedT {

    private ModeratedT() {}

    /** Compares two groups of together at least 2 values; one value a side will do, since the prior knows the variance. */
    public static MeanDifference of(Moments first, Moments second, VariancePrior prior) {
        ModeratedVariance joined = prior.posterior(pooledVariance(first, second), first.n() + second.n() - 2.0);
        double standardError = Math.sqrt(joined.variance() * (1.0 / first.n() + 1.0 / second.n()));
        return new MeanDifference(second.mean() - first.mean(), standardError, joined.degreesOfFreedom());
    }

    /** {@code ((n1-1) s1^2 + (n2-1) s2^2) / (n1 + n2 - 2)}; 0 for one value a side. */
    public static double pooledVariance(Moments first, Moments second) {
        double d = first.n() + second.n() - 2.0;
        return d == 0
                ? 0
                : ((first.n() - 1) * first.sd() * first.sd() + (second.n() - 1) * second.sd() * second.sd()) / d;
    }
}
