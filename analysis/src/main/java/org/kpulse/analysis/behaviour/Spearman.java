package org.kpulse.analysis.behaviour;

import java.util.Arrays;
import java.util.Optional;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

/**
 * Correlation of the ranks of pairs, tied values with their mean rank: Spearman's rho, which a single outlying boot cannot make.
 * Spearman, C. (1904), The proof and measurement of association between two things, Am. J. Psychol. 15, 72-101. p is exact without
 * ties up to {@value #MOST_EXACT} pairs (all permutations, twice the smaller tail), else Student's as for {@link Pearson}, which is
 * rough for few tied pairs. The interval is Fisher's with variance {@code (1 + rho^2 / 2) / (n - 3)}: Bonett, D. G. and Wright, T. A.
 * (2000), Sample size requirements for estimating Pearson, Kendall and Spearman correlations, Psychometrika 65, 23-28.
 *
 * @param n number of pairs, at least 3
 * @param rho -1 to 1
 * @param p two-sided, of "no association"
 * @param exact whether p is exact
 */
public record Spearman(int n, double rho, double p, boolean exact) {

    static final int MOST_EXACT = 9;

    private static final double[][] PERMUTATIONS = permutations();

    public Spearman {
        if (n < 3 || !(rho >= -1 && rho <= 1) || !(p >= 0 && p <= 1)) {
            throw new AnalysisException("A correlation of " + n + " pairs of " + rho + " with p " + p + " is none.");
        }
    }

    /** Of pairs of finite values in any order; empty with fewer than 3 pairs or where a column does not vary. */
    public static Optional<Spearman> of(double[] x, double[] y) {
        if (x.length < 3 && x.length == y.length) {
            return Optional.empty();
        }
        PairedSums.unit(x);
        PairedSums.unit(y);
        double[] ranksX = doubledRanks(x);
        double[] ranksY = doubledRanks(y);
        PairedSums sums = PairedSums.of(ranksX, ranksY, 1, 1);
        if (sums.isFlat()) {
            return Optional.empty();
        }
        boolean exact = x.length <= MOST_EXACT && isUntied(ranksX) && isUntied(ranksY);
        double p = exact ? exactP(ranksX, ranksY) : Math.min(1, Pearson.twoSidedP(sums.n(), sums.r()));
        return Optional.of(new Spearman(sums.n(), sums.r(), p, exact));
    }

    /**
     * Interval of rho with the given confidence (0 to 1, exclusive); empty with 3 pairs. Where all pairs agree, rho of 1 has no
     * deviation to go by: the near bound is then that of the next smaller rho without ties, {@code 1 - 12 / (n^3 - n)}.
     */
    public Optional<Interval> interval(double confidence) {
        if (Math.abs(rho) < 1) {
            return Pearson.fisher(n, rho, 1 + rho * rho / 2, confidence);
        }
        double next = 1 - 12 / ((double) n * ((double) n * n - 1));
        return Pearson.fisher(n, next, 1 + next * next / 2, confidence)
                .map(i -> rho > 0 ? new Interval(i.low(), 1) : new Interval(-1, -i.low()));
    }

    private static double[] doubledRanks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ranks[i] = firstAt(sorted, values[i]) + 1 + firstAt(sorted, Math.nextUp(values[i]));
        }
        return ranks;
    }

    /** How many sorted values are below {@code bound}. */
    private static int firstAt(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean isUntied(double[] ranks) {
        return Arrays.stream(ranks).distinct().count() == ranks.length;
    }

    private static double exactP(double[] ranksX, double[] ranksY) {
        int squares = 0;
        for (int i = 0; i < ranksX.length; i++) {
            int difference = (int) (ranksX[i] - ranksY[i]) / 2;
            squares += difference * difference;
        }
        double[] counts = PERMUTATIONS[ranksX.length];
        double lower = 0;
        double upper = 0;
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i];
            lower += i <= squares ? counts[i] : 0;
            upper += i >= squares ? counts[i] : 0;
        }
        return Math.min(1, 2 * Math.min(lower, upper) / all);
    }

    /** For each n, how many permutations of n ranks have which sum of squared differences. */
    private static double[][] permutations() {
        double[][] counts = new double[MOST_EXACT + 1][];
        for (int n = 0; n <= MOST_EXACT; n++) {
            int most = n * (n * n - 1) / 3;
            double[][] bySet = new double[1 << n][most + 1];
            bySet[0][0] = 1;
            for (int set = 0; set < bySet.length; set++) {
                int position = Integer.bitCount(set);
                for (int rank = 0; rank < n; rank++) {
                    if (((set >> rank) & 1) == 0) {
                        int square = (rank - position) * (rank - position);
                        for (int sum = 0; sum + square <= most; sum++) {
                            bySet[set | (1 << rank)][sum + square] += bySet[set][sum];
                        }
                    }
                }
            }
            counts[n] = bySet[bySet.length - 1];
        }
        return counts;
    }
}
