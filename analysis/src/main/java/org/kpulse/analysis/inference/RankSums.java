package org.kpulse.analysis.inference;

/**
 * Exact null distributions of rank sums, as counts of equally probable splits. Counts are whole numbers held in doubles: exact
 * to 2^53 and to about 15 digits beyond.
 */
final class RankSums {

    private RankSums() {}

    /**
     * Without ties: entry u is the number of splits of {@code m + n} ranks with Mann-Whitney statistic u, 0 to m n. Harding, E. F.
     * (1984), An efficient, minimal-storage procedure for calculating the Mann-Whitney U, generalized U and similar distributions,
     * Appl. Statist. 33, 1-6: the coefficients of {@code prod over i = 1..m of (1 - x^(n + i)) / (1 - x^i)}.
     */
    static double[] untied(int m, int n) {
        int top = m * n;
        double[] counts = new double[top + 1];
        counts[0] = 1;
        for (int i = 1; i <= m; i++) {
            for (int u = top / 2; u >= n + i; u--) {
                counts[u] -= counts[u - n - i];
            }
            for (int u = i; u <= top / 2; u++) {
                counts[u] += counts[u - i];
            }
        }
        for (int u = top / 2 + 1; u <= top; u++) {
            counts[u] = counts[top - u];
        }
        return counts;
    }

    /**
     * With ties: entry s is the number of ways to choose {@code size} of the scores with sum s, the scores being whole and not
     * negative. The shift algorithm of Streitberg, B. and Roehmel, J. (1986), Exact distributions for permutation and rank tests,
     * Statistical Software Newsletter 12, 10-17.
     */
    static double[] ofScores(int[] scores, int size) {
        int top = 0;
        for (int score : scores) {
            top += score;
        }
        double[][] counts = new double[size + 1][top + 1];
        counts[0][0] = 1;
        int reached = 0;
        for (int score : scores) {
            reached += score;
            for (int chosen = size; chosen >= 1; chosen--) {
                for (int sum = score; sum <= reached; sum++) {
                    counts[chosen][sum] += counts[chosen - 1][sum - score];
                }
            }
        }
        return counts[size];
    }

    /** Probability of an entry of {@code from} to {@code to}, both included. */
    static double probability(double[] counts, int from, int to) {
        double wanted = 0;
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i];
            wanted += from <= i && i <= to ? counts[i] : 0;
        }
        return wanted / all;
    }
}
