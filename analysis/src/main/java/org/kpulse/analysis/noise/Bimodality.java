package org.kpulse.analysis.noise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Finite;

/**
 * Do the boots of one build come in two kinds? Hartigan's dip test of a single mode on the boot means of each build with at least
 * {@link #LEAST_BOOTS} boots, p multiplied by the number of builds tested (Bonferroni); the numbers are those of the build with the
 * smallest p. The two kinds are the split of its boots with the least squares around two means (Fisher, W. D. (1958), On grouping for
 * maximum homogeneity, J. Am. Statist. Assoc. 53, 789-798), given whatever p is: they mean something if {@link #isBimodal()}.
 *
 * @param dip Hartigan's statistic, 0 to 1/4
 * @param p of one mode; at least 0.0005 times the builds tested, which says "or less"
 * @param lower level of the lower kind, in the metric's unit (geometric mean)
 * @param upper level of the upper kind
 * @param upperShare share of boots in the upper kind, 0 to 1
 * @param boots of the build
 */
public record Bimodality(double dip, double p, double lower, double upper, double upperShare, int boots) {

    /** Boots a build needs to be tested. */
    public static final int LEAST_BOOTS = 8;

    private static final double LEVEL = 0.05;

    public Bimodality {
        if (!(dip >= 0 && p >= 0 && p <= 1 && lower <= upper && upperShare >= 0 && upperShare <= 1)) {
            throw new AnalysisException("Not a description of two modes: dip " + dip + ", p " + p + ", levels " + lower
                    + " and " + upper + ", share " + upperShare + ".");
        }
    }

    /** True if p is at most 5 %: for one uniform kind, the least favourable shape; of normal boots at most 2 % are called. */
    public boolean isBimodal() {
        return p <= LEVEL;
    }

    /** By how many percent the upper level is above the lower one. */
    public double gapPercent() {
        return Finite.percent(Math.log(upper) - Math.log(lower));
    }

    /** Of the boot mean logs of each build; empty if no build has enough boots. */
    static Optional<Bimodality> of(List<double[]> groups) {
        int tested = 0;
        double[] worst = {};
        double worstDip = 0;
        double worstP = 2;
        for (double[] group : groups) {
            if (group.length < LEAST_BOOTS) {
                continue;
            }
            tested++;
            double dip = Dip.of(group);
            double p = DipTable.p(dip, group.length);
            if (p < worstP) {
                worst = group;
                worstDip = dip;
                worstP = p;
            }
        }
        return tested == 0 ? Optional.empty() : Optional.of(described(worst, worstDip, Math.min(1, tested * worstP)));
    }

    private static Bimodality described(double[] group, double dip, double p) {
        double[] sorted = group.clone();
        Arrays.sort(sorted);
        int split = bestSplit(sorted);
        double lower = IterationEffects.mean(Arrays.copyOfRange(sorted, 0, split));
        double upper = Math.max(lower, IterationEffects.mean(Arrays.copyOfRange(sorted, split, sorted.length)));
        return new Bimodality(
                dip,
                p,
                Finite.saturate(Math.exp(lower)),
                Finite.saturate(Math.exp(upper)),
                1 - (double) split / sorted.length,
                sorted.length);
    }

    /** How many of the values lie in the lower kind: the squares between the two means, {@code k (n-k)/n gap^2}, are largest. */
    private static int bestSplit(double[] sorted) {
        int n = sorted.length;
        double[] fromRight = new double[n];
        double mean = 0;
        for (int i = n - 1; i >= 0; i--) {
            mean += (sorted[i] - mean) / (n - i);
            fromRight[i] = mean;
        }
        int best = 1;
        double largest = -1;
        double left = 0;
        for (int k = 1; k < n; k++) {
            left += (sorted[k - 1] - left) / k;
            double gap = fromRight[k] - left;
            double squares = (double) k * (n - k) * gap * gap;
            if (squares > largest) {
                largest = squares;
                best = k;
            }
        }
        return best;
    }
}
