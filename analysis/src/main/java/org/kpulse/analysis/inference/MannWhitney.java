package org.kpulse.analysis.inference;

import java.util.Arrays;
import org.kpulse.analysis.AnalysisException;

/**
 * Are the candidate's boots as a rule above or below the base's? The rank sum test: Wilcoxon, F. (1945), Individual comparisons by
 * ranking methods, Biometrics Bulletin 1, 80-83; Mann, H. B. and Whitney, D. R. (1947), On a test whether one of two random variables
 * is stochastically larger than the other, Ann. Math. Statist. 18, 50-60. Assumes independent boots and nothing of their shape.
 *
 * <p>Exact below {@value #LEAST_ASYMPTOTIC} values a side: the distribution over all splits of the values observed, tied ones with
 * their mean rank; p is twice the smaller tail, at most 1. Else the normal approximation with corrections for ties and continuity.
 *
 * @param statistic pairs of a candidate's and a base's value of which the candidate's is larger, an equal pair counting one half
 * @param twoSidedP of "no difference"; with few values it cannot be small: at least 0.1 for 3 a side, 2/3 for 1 against 2
 * @param exact whether p is exact
 */
public record MannWhitney(double statistic, double twoSidedP, boolean exact) {

    /** From this many values on either side the normal approximation is used, as in R's wilcox.test. */
    static final int LEAST_ASYMPTOTIC = 50;

    /** Compares two groups of finite values, in any order, at least one a side. */
    public static MannWhitney of(double[] base, double[] candidate) {
        Ranked ranked = Ranked.of(base, candidate);
        boolean exact = exactFor(base.length, candidate.length);
        return new MannWhitney(ranked.statistic(), exact ? ranked.exactP() : ranked.asymptoticP(), exact);
    }

    static boolean exactFor(int base, int candidate) {
        return base < LEAST_ASYMPTOTIC && candidate < LEAST_ASYMPTOTIC;
    }

    /** A sorted copy of one side, or an exception that says what it lacks. */
    static double[] sorted(double[] side, String name) {
        if (side.length == 0) {
            throw new AnalysisException("A rank test needs a value a side; the " + name + " has none.");
        }
        double[] sorted = new double[side.length];
        for (int i = 0; i < side.length; i++) {
            if (!Double.isFinite(side[i])) {
                throw new AnalysisException("A rank test needs finite values; the " + name + " has " + side[i] + ".");
            }
            sorted[i] = side[i] + 0.0; // -0.0 equals 0.0 here
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** The ranks of both sides together. */
    private static final class Ranked {
        private final int m;
        private final int n;
        /** Twice the mean rank of every value, ascending, from 2 on. */
        private final int[] doubledRanks;
        /** The candidate's part of their sum. */
        private final long candidateSum;
        /** Sum of {@code t^3 - t} over groups of t equal values. */
        private final double tieTerm;

        private Ranked(int m, int n, int[] doubledRanks, long candidateSum, double tieTerm) {
            this.m = m;
            this.n = n;
            this.doubledRanks = doubledRanks;
            this.candidateSum = candidateSum;
            this.tieTerm = tieTerm;
        }

        static Ranked of(double[] base, double[] candidate) {
            double[] x = sorted(base, "base");
            double[] y = sorted(candidate, "candidate");
            int[] ranks = new int[Math.addExact(x.length, y.length)];
            long candidateSum = 0;
            double tieTerm = 0;
            int i = 0;
            int j = 0;
            while (i + j < ranks.length) {
                int before = i + j;
                double value = j == y.length || (i < x.length && x[i] <= y[j]) ? x[i] : y[j];
                while (i < x.length && x[i] == value) {
                    i++;
                }
                int candidatesBefore = j;
                while (j < y.length && y[j] == value) {
                    j++;
                }
                int doubled = before + 1 + i + j;
                Arrays.fill(ranks, before, i + j, doubled);
                candidateSum += (long) (j - candidatesBefore) * doubled;
                double tied = i + j - before;
                tieTerm += tied * tied * tied - tied;
            }
            return new Ranked(x.length, y.length, ranks, candidateSum, tieTerm);
        }

        double statistic() {
            return (candidateSum - (long) n * (n + 1)) / 2.0;
        }

        double exactP() {
            double[] counts;
            int observed;
            if (tieTerm == 0) {
                counts = RankSums.untied(Math.min(m, n), Math.max(m, n));
                observed = (int) statistic();
            } else {
                // ranks from 0 on; twice as fine as without ties
                int[] scores = Arrays.stream(doubledRanks).map(rank -> rank - 2).toArray();
                int candidate = Math.toIntExact(candidateSum - 2L * n);
                counts = RankSums.ofScores(scores, Math.min(m, n));
                observed = n <= m ? candidate : counts.length - 1 - candidate;
            }
            double lower = RankSums.probability(counts, 0, observed);
            double upper = RankSums.probability(counts, observed, counts.length - 1);
            return Math.min(1, 2 * Math.min(lower, upper));
        }

        double asymptoticP() {
            double all = (double) m + n;
            double pairs = (double) m * n;
            double variance = pairs / 12 * (all + 1 - tieTerm / (all * (all - 1)));
            double distance = Math.abs(statistic() - pairs / 2) - 0.5;
            if (distance <= 0 || variance <= 0) {
                return 1;
            }
            return Math.min(1, 2 * StudentT.normalTail(distance / Math.sqrt(variance)));
        }
    }
}
