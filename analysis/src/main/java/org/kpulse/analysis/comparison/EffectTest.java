package org.kpulse.analysis.comparison;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.statistics.distribution.FDistribution;
import org.kpulse.analysis.inference.BootsPlan;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.ModeratedT;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.inference.Welch;

/**
 * The test of one metric's two groups of boots.
 *
 * @param method which
 * @param difference candidate minus base
 * @param variance of one boot of the base plus that of one of the candidate, as the test sees them
 * @param degreesOfFreedom of the test with so many boots a side
 * @param remarks why a prior was not used
 */
record EffectTest(
        Method method,
        MeanDifference difference,
        double variance,
        IntToDoubleFunction degreesOfFreedom,
        Set<Remark> remarks) {

    /** A pooled variance so far above the prior's has this probability if nothing but chance is at work. */
    private static final double UNLIKELY = 1e-4;

    /**
     * Joins the boots with the prior, or tests them alone where there is none, or where their variance shows that it does not hold
     * for them (after Phipson et al. 2016: a metric that is noisier than all experience must not be judged by it).
     */
    static EffectTest of(Moments base, Moments candidate, Optional<VariancePrior> prior) {
        double pooled = ModeratedT.pooledVariance(base, candidate);
        if (prior.isPresent() && !refuted(prior.get(), pooled, base.n() + candidate.n() - 2)) {
            VariancePrior known = prior.get();
            double d = base.n() + candidate.n() - 2.0;
            return new EffectTest(
                    Method.MODERATED_T,
                    ModeratedT.of(base, candidate, known),
                    2 * known.posterior(pooled, d).variance(),
                    n -> known.degreesOfFreedom() + 2.0 * n - 2,
                    Set.of());
        }
        return new EffectTest(
                Method.WELCH,
                Welch.of(base, candidate),
                base.sd() * base.sd() + candidate.sd() * candidate.sd(),
                BootsPlan.welch(base, candidate),
                prior.isPresent() ? EnumSet.of(Remark.NOISIER_THAN_BEFORE) : Set.of());
    }

    private static boolean refuted(VariancePrior prior, double pooled, int degreesOfFreedom) {
        FDistribution ratio = FDistribution.of(degreesOfFreedom, prior.degreesOfFreedom());
        return ratio.survivalProbability(pooled / prior.variance()) < UNLIKELY;
    }
}
