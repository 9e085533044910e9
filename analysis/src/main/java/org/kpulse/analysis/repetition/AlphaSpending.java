package org.kpulse.analysis.repetition;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.kpulse.analysis.AnalysisException;

/**
 * What part of alpha each look at the data may spend: Lan, K. K. G. and DeMets, D. L. (1983), Discrete sequential boundaries for
 * clinical trials, Biometrika 70, 659-663, with the spending function of O'Brien-Fleming type
 * {@code alpha(t) = 2 - 2 Phi(z(1 - alpha/2) / sqrt(t))}, t being the share of the boots made.
 *
 * <p>A look's level is simply what it adds, {@code alpha(t_k) - alpha(t_(k-1))}. The levels sum to alpha, so by the union bound the
 * chance of a false call at any look is at most alpha whatever the dependence between looks and whatever decides about going on;
 * the exact boundaries of Lan and DeMets would gain a little power but hold for a single normal mean only.
 */
public final class AlphaSpending {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private AlphaSpending() {}

    /** Alpha spent in total when a share {@code fraction} (0 to 1) of the boots is made. */
    public static double spent(double alpha, double fraction) {
        if (!(alpha > 0 && alpha < 1) || !(fraction >= 0 && fraction <= 1)) {
            throw new AnalysisException(
                    "Alpha and the share of boots made lie between 0 and 1, not " + alpha + " and " + fraction + ".");
        }
        if (fraction == 0) {
            return 0;
        }
        return fraction == 1
                ? alpha
                : 2 * NORMAL.survivalProbability(NORMAL.inverseSurvivalProbability(alpha / 2) / Math.sqrt(fraction));
    }

    /** The level of each look; they sum to {@code alpha}. */
    public static double[] levels(double alpha, RepetitionRules rules) {
        int[] looks = rules.looks();
        double[] levels = new double[looks.length];
        double before = 0;
        for (int look = 0; look < looks.length; look++) {
            double now = spent(alpha, (double) looks[look] / rules.cap());
            levels[look] = now - before;
            before = now;
        }
        return levels;
    }
}
