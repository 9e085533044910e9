package org.kpulse.analysis.noise;

import java.util.List;
import org.kpulse.analysis.inference.Polygamma;

/**
 * How well the variance of a metric, pooled over kernels, predicts that of a new kernel: the degrees of freedom d of
 * {@code variance of a kernel = d * scale / chi^2(d)}, one number for a platform. The moments of Smyth (2004), section 6.2
 * ({@link org.kpulse.analysis.inference.FDistributionFit}), with one scale for each metric instead of one for all: the components
 * come from the same groups, so that a common scale would find the pooled variance a better prophet than it is.
 *
 * <p>With {@code e = ln(ratio) - digamma(d_g/2) + ln(d_g/2)} of a group, its variance around the metric's mean is
 * {@code trigamma(d/2) + trigamma(d_g/2)}. The excess {@code trigamma(d/2)} is the weighted mean over all groups, weights
 * {@code 1 / (trigamma(d_g/2) + trigamma(d_u/2))^2}; for one metric with equal groups it is that of limma. It is drawn towards the
 * usual one, of {@link #USUAL} degrees of freedom, as if {@link #USUAL_GROUPS} more groups of 5 boots had shown just that: without
 * evidence the answer is the usual one, and never infinite.
 */
final class KernelSpread {

    static final double USUAL = 10;
    static final double USUAL_GROUPS = 10;

    /** A variance this small beside the others comes from samples in few steps: it says nothing of how variances spread. */
    private static final double TIED = 1e-4;

    private static final double MOST = 1_000;
    private static final double USUAL_EXCESS = Polygamma.trigamma(USUAL / 2);
    private static final double USUAL_GROUP_DEGREES = 4;

    private KernelSpread() {}

    /** Degrees of freedom, above 0 and at most 1,000, from the groups of each metric. */
    static double degreesOfFreedom(List<List<GroupVariance>> metrics) {
        double[] sums = sums(metrics);
        double weight = USUAL_GROUPS * weight(Polygamma.trigamma(USUAL_GROUP_DEGREES / 2));
        return fromExcess((sums[0] + weight * USUAL_EXCESS) / (sums[1] + weight));
    }

    /** As {@link #degreesOfFreedom}, from the groups alone; the largest number where they show no excess. */
    static double withoutUsual(List<List<GroupVariance>> metrics) {
        double[] sums = sums(metrics);
        return sums[1] > 0 ? fromExcess(sums[0] / sums[1]) : MOST;
    }

    private static double fromExcess(double excess) {
        return 2 * Polygamma.trigammaInverse(Math.max(excess, Polygamma.trigamma(MOST / 2)));
    }

    /** Weighted excess and its weight. */
    private static double[] sums(List<List<GroupVariance>> metrics) {
        double excess = 0;
        double weights = 0;
        for (List<GroupVariance> metric : metrics) {
            double total = 0;
            double mean = 0;
            for (GroupVariance group : metric) {
                if (group.ratio() > TIED) {
                    double w = weight(chance(group));
                    total += w;
                    mean += w / total * (logRatio(group) - mean);
                }
            }
            for (GroupVariance group : metric) {
                if (group.ratio() > TIED) {
                    double w = weight(chance(group));
                    double delta = logRatio(group) - mean;
                    double share = w * (1 - w / total);
                    excess += w * delta * delta - share * chance(group);
                    weights += share;
                }
            }
        }
        return new double[] {excess, weights};
    }

    private static double logRatio(GroupVariance group) {
        return Math.log(group.ratio()) + Polygamma.logMinusDigamma(group.degreesOfFreedom() / 2.0);
    }

    private static double chance(GroupVariance group) {
        return Polygamma.trigamma(group.degreesOfFreedom() / 2.0);
    }

    private static double weight(double chance) {
        return 1 / ((chance + USUAL_EXCESS) * (chance + USUAL_EXCESS));
    }
}
