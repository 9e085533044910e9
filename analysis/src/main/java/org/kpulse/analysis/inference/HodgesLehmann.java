package org.kpulse.analysis.inference;

import java.util.Arrays;
import java.util.Optional;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;

/**
 * By how much the candidate's boots lie above the base's, without trusting the tails: the median of all differences of a
 * candidate's and a base's value. Hodges, J. L. and Lehmann, E. L. (1963), Estimates of location based on rank tests, Ann. Math.
 * Statist. 34, 598-611. On logarithms it is the logarithm of a ratio.
 *
 * <p>The interval runs from the k-th smallest to the k-th largest difference, k the largest whole number with
 * {@code 2 P(U <= k - 1) <= 1 - confidence} under the rank sum distribution without ties (Moses; Hollander and Wolfe 1999, section
 * 4.3): exact below {@value MannWhitney#LEAST_ASYMPTOTIC} values a side, else by its normal approximation with continuity correction.
 * With ties the rule is the same: the bounds belong to the interval, which then holds the shift at least that often.
 *
 * @param shift candidate minus base, in the unit of the values
 * @param interval of it; empty where even all differences together do not reach the confidence (95 %: 3 against 3, 2 against 7)
 * @param achievedConfidence that of the interval, at least the one asked for; if it is empty, the most these sizes can reach
 */
public record HodgesLehmann(double shift, Optional<Interval> interval, double achievedConfidence) {

    /** More differences than this are refused rather than sorted. */
    public static final int MOST_PAIRS = 10_000_000;

    private static final double ROUNDING = 1 + 1e-12;

    /**
     * Shift of {@code candidate} against {@code base}, finite values in any order.
     *
     * @param confidence 0 to 1, exclusive
     */
    public static HodgesLehmann shift(double[] base, double[] candidate, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new AnalysisException("A confidence lies between 0 and 1, exclusive, not " + confidence + ".");
        }
        double[] differences =
                differences(MannWhitney.sorted(base, "base"), MannWhitney.sorted(candidate, "candidate"));
        int pairs = differences.length;
        double low = differences[(pairs - 1) / 2];
        double high = differences[pairs / 2];
        double median = low == high ? low : low / 2 + high / 2;

        Cut cut = MannWhitney.exactFor(base.length, candidate.length)
                ? Cut.exact(base.length, candidate.length, 1 - confidence)
                : Cut.normal(base.length, candidate.length, 1 - confidence);
        Optional<Interval> interval = cut.k() == 0
                ? Optional.empty()
                : Optional.of(new Interval(differences[cut.k() - 1], differences[pairs - cut.k()]));
        return new HodgesLehmann(median, interval, cut.confidence());
    }

    private static double[] differences(double[] base, double[] candidate) {
        long pairs = (long) base.length * candidate.length;
        if (pairs > MOST_PAIRS) {
            throw new AnalysisException("The shift of " + candidate.length + " values against " + base.length
                    + " needs more than " + MOST_PAIRS + " differences; give boots, not samples.");
        }
        double[] differences = new double[(int) pairs];
        int at = 0;
        for (double y : candidate) {
            for (double x : base) {
                differences[at++] = Finite.saturate(y - x) + 0.0;
            }
        }
        Arrays.sort(differences);
        return differences;
    }

    /**
     * Where the ordered differences are cut.
     *
     * @param k from the k-th smallest to the k-th largest; 0 if no cut has the confidence
     * @param confidence of that interval, or the most that can be had if k is 0
     */
    private record Cut(int k, double confidence) {

        static Cut exact(int m, int n, double alpha) {
            double[] counts = RankSums.untied(Math.min(m, n), Math.max(m, n));
            double all = 0;
            for (double count : counts) {
                all += count;
            }
            double below = 0;
            int k = 0;
            while (k < counts.length / 2 && 2 * (below + counts[k]) <= alpha * all * ROUNDING) {
                below += counts[k];
                k++;
            }
            return new Cut(k, Math.max(0, 1 - 2 * (k > 0 ? below : counts[0]) / all));
        }

        static Cut normal(int m, int n, double alpha) {
            double pairs = (double) m * n;
            double deviation = Math.sqrt(pairs / 12 * ((double) m + n + 1));
            double rank = Math.floor(pairs / 2 + 0.5 - StudentT.normalUpper(alpha / 2) * deviation);
            int k = (int) Math.max(0, Math.min(rank, Math.floor((pairs + 1) / 2)));
            double z = (pairs / 2 + 0.5 - Math.max(1, k)) / deviation;
            return new Cut(k, Math.max(0, 1 - 2 * StudentT.normalTail(z)));
        }
    }
}
