package org.kpulse.analysis.index;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.kpulse.analysis.inference.Moments;

/**
 * The weighted score of each boot of one side: {@code z_j = n * sum over the boot's metrics of w_m (y_m,j - ybar_m) / n_m}, n being the side's
 * boots and n_m those that have metric m. If every boot has every metric this is {@code sum w_m y_m,j} less its mean; else it is the score
 * whose deviation gives the linearised standard error of the side's mean. Resampling boots then needs these sums only, not the metrics.
 *
 * <p>The variance of the mean is not taken from these scores but from those with weights that the boot itself had no say in
 * ({@link BootWeights#without}): a metric whose boots happen to agree weighs much, so the scores deviate too little. Weights of one boot
 * less vary more than those of the index, so that these alone deviate a little too much: a small share of the plain scores' variance,
 * {@link BootWeights#plainShare()}, takes that back.
 */
final class SideScores {

    private final double[] scores;
    private final double squares;
    private final int fewest;
    private final boolean complete;

    private SideScores(double[] scores, double squares, int fewest, boolean complete) {
        this.scores = scores;
        this.squares = squares;
        this.fewest = fewest;
        this.complete = complete;
    }

    /**
     * Scores of a side.
     *
     * @param weights of the index, by metric; metrics without weight count for nothing
     * @param without the weights that all boots but one give
     * @param plainShare of the variance by {@code weights}, the rest is by {@code without}
     */
    static SideScores of(BootLogs side, double[] weights, IntFunction<double[]> without, double plainShare) {
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                fewest = Math.min(fewest, side.count(i));
                most = Math.max(most, side.count(i));
            }
        }
        double[] scores = new double[side.boots()];
        double[] squares = new double[side.boots()];
        int n = 0;
        for (int boot = 0; boot < side.boots(); boot++) {
            if (counts(side, weights, boot)) {
                scores[n] = sum(side, weights, boot);
                double[] others = fewest > 1 ? without.apply(boot) : weights;
                double fair = others == weights ? scores[n] : sum(side, others, boot);
                squares[n] = plainShare * scores[n] * scores[n] + (1 - plainShare) * fair * fair;
                n++;
            }
        }
        scores = Arrays.copyOf(scores, n);
        for (int i = 0; i < n; i++) {
            scores[i] *= n;
        }
        Arrays.sort(scores);
        Arrays.sort(squares);
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return new SideScores(scores, sum, fewest, fewest == n && most == n);
    }

    /** Scores of a side by weights that no boot had a say in. */
    static SideScores of(BootLogs side, double[] weights) {
        return of(side, weights, boot -> weights, 0);
    }

    /** One score a boot with mean 0, ascending: the same bits for any order of boots. */
    double[] scores() {
        return scores.clone();
    }

    /** Boots of the metric that has fewest. */
    int fewest() {
        return fewest;
    }

    /** Whether every boot has every metric. */
    boolean complete() {
        return complete;
    }

    /**
     * Size and deviation for a test, at least 2 boots; the mean is 0. Degrees of freedom and standard error follow the metric with fewest
     * boots: {@code SE^2 = sum (z_j / n)^2 * fewest / (fewest - 1)}.
     */
    Moments moments(double sdFloor) {
        double varianceOfMean = squares * fewest / (fewest - 1);
        return new Moments(fewest, 0, Math.sqrt(varianceOfMean * fewest)).withSdAtLeast(sdFloor);
    }

    private static boolean counts(BootLogs side, double[] weights, int boot) {
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && side.has(i, boot)) {
                return true;
            }
        }
        return false;
    }

    private static double sum(BootLogs side, double[] weights, int boot) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * side.residual(i, boot) / side.count(i);
        }
        return sum;
    }
}
