package org.kpulse.analysis.inference;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.kpulse.analysis.AnalysisException;

/**
 * Do two kernels pass a test equally often? Fisher's exact test: Fisher, R. A. (1935), The logic of inductive inference,
 * J. R. Statist. Soc. 98, 39-82. Exact for any counts, also of 0.
 */
public final class FisherExact {

    /** Tables as probable as the observed one but for rounding count as such; the tolerance R's fisher.test uses. */
    private static final double SAME = 1 + 1e-7;

    private FisherExact() {}

    /**
     * Two-sided p of "both pass equally often": the probability, with all margins fixed, of every table that is not more probable
     * than the observed one.
     */
    public static double twoSidedP(int basePassed, int baseFailed, int candidatePassed, int candidateFailed) {
        if (Math.min(Math.min(basePassed, baseFailed), Math.min(candidatePassed, candidateFailed)) < 0) {
            throw new AnalysisException("Counts of passed and failed tests cannot be negative.");
        }
        int passed = Math.addExact(basePassed, candidatePassed);
        int baseRuns = Math.addExact(basePassed, baseFailed);
        int runs = Math.addExact(baseRuns, Math.addExact(candidatePassed, candidateFailed));
        if (runs == 0) {
            return 1;
        }
        HypergeometricDistribution tables = HypergeometricDistribution.of(runs, passed, baseRuns);
        double limit = tables.probability(basePassed) * SAME;
        double p = 0;
        for (int x = tables.getSupportLowerBound(); x <= tables.getSupportUpperBound(); x++) {
            double probability = tables.probability(x);
            if (probability <= limit) {
                p += probability;
            }
        }
        return Math.min(1, p);
    }
}
