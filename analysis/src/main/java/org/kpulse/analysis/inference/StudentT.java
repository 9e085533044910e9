package org.kpulse.analysis.inference;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t with real degrees of freedom. Quantiles are computed by hand because a comparison needs thousands and a bracketing
 * solver costs ten times as much: Hill, G. W. (1970), Algorithm 396: Student's t-quantiles, CACM 13, 619-620, then third-order
 * Newton steps to the accuracy of the distribution function.
 */
public final class StudentT {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int MOST_STEPS = 10;
    private static final double CONVERGED = 1e-12;

    private StudentT() {}

    /** The probability of a value at least as far from 0 as {@code t}, on either side; 0 to 1. */
    public static double twoSidedP(double t, double degreesOfFreedom) {
        return Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t)));
    }

    /** The value below which a share {@code probability} (0 to 1, exclusive) lies. */
    public static double quantile(double probability, double degreesOfFreedom) {
        if (probability < 0.5) {
            return -upper(probability, degreesOfFreedom);
        }
        return probability == 0.5 ? 0 : upper(1 - probability, degreesOfFreedom);
    }

    /** The value above which a share {@code tail} (0 to 0.5, exclusive) lies: what every t of this number of values exceeds. */
    static double normalUpper(double tail) {
        return NORMAL.inverseSurvivalProbability(tail);
    }

    /** The share above {@code z}. */
    static double normalTail(double z) {
        return NORMAL.survivalProbability(z);
    }

    private static double upper(double tail, double n) {
        TDistribution distribution = TDistribution.of(n);
        if (n < 1) {
            return distribution.inverseSurvivalProbability(tail);
        }
        double t = hill(2 * tail, n);
        for (int step = 0; step < MOST_STEPS; step++) {
            double x = (distribution.survivalProbability(t) - tail) / distribution.density(t);
            t += x * (1 + x * t * (n + 1) / (2 * (t * t + n)));
            if (Math.abs(x) < CONVERGED * Math.max(1, t)) {
                return t;
            }
        }
        return distribution.inverseSurvivalProbability(tail);
    }

    /** Hill's approximation; {@code p} is the probability of both tails. The letters are those of the paper. */
    private static double hill(double p, double n) {
        double a = 1 / (n - 0.5);
        double b = 48 / (a * a);
        double c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
        double d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt(a * Math.PI / 2) * n;
        double y = Math.pow(d * p, 2 / n);
        if (y > 0.05 + a) {
            double x = -normalUpper(p / 2);
            y = x * x;
            if (n < 5) {
                c += 0.3 * (n - 4.5) * (x + 0.6);
            }
            c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
            y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
            y = Math.expm1(a * y * y);
        } else {
            y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1)
                            * (n + 1)
                            / (n + 2)
                    + 1 / y;
        }
        return Math.sqrt(n * y);
    }
}
