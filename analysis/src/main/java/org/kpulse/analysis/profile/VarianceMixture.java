package org.kpulse.analysis.profile;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.kpulse.analysis.AnalysisException;

/**
 * How much functions vary from boot to boot, learnt from all of them: a distribution of standard deviations on a fixed grid, fitted
 * by maximum likelihood (EM), and what it says of one function. Ignatiadis, N. and Sen, B. (2025), Empirical partially Bayes
 * multiple testing and compound chi-square decisions, Ann. Statist. 53: as limma (Smyth 2004), but with any distribution of
 * variances in the place of an inverse gamma, which does not fit here: paths of a system call vary by nothing, the scheduler by a lot.
 *
 * <p>With d degrees of freedom, {@code s^2 ~ sigma^2 chi^2(d)/d}, so that the likelihood of {@code sigma_k} is proportional to
 * {@code sigma_k^-d exp(-d s^2 / (2 sigma_k^2))}; a function's own known variance (odd calls) is added to each
 * {@code sigma_k^2}. The fit starts from {@link #PSEUDO_FUNCTIONS} functions spread evenly over the grid: an even spread over
 * logarithms alone gives Student's t with d degrees of freedom, so few functions are judged by themselves.
 */
final class VarianceMixture {

    private static final double PSEUDO_FUNCTIONS = 5;
    private static final double STEP = Math.sqrt(2);
    private static final double LARGEST = 4;
    private static final int ROUNDS = 200;
    private static final double CONVERGED = 1e-9;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double[] variances;
    private final double[] weights;

    private VarianceMixture(double[] variances, double[] weights) {
        this.variances = variances;
        this.weights = weights;
    }

    /**
     * Fits to the spreads of functions, given in an order that does not depend on that of boots.
     *
     * @param floor smallest standard deviation, as a share of a function's mean
     */
    static VarianceMixture of(Spread[] spreads, double floor) {
        int n = 1 + (int) Math.ceil(Math.log(LARGEST / floor) / Math.log(STEP));
        double[] variances = new double[n];
        for (int k = 0; k < n; k++) {
            variances[k] = Math.pow(floor * Math.pow(STEP, k), 2);
        }
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        VarianceMixture start = new VarianceMixture(variances, weights);
        double[][] likelihoods = new double[spreads.length][];
        for (int i = 0; i < spreads.length; i++) {
            likelihoods[i] = start.likelihoods(spreads[i]);
        }
        for (int round = 0; round < ROUNDS; round++) {
            if (improve(weights, likelihoods) < CONVERGED) {
                break;
            }
        }
        return start;
    }

    /** One round of EM, in place; returns the largest change of a weight. */
    private static double improve(double[] weights, double[][] likelihoods) {
        int n = weights.length;
        double[] next = new double[n];
        for (double[] likelihood : likelihoods) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += weights[k] * likelihood[k];
            }
            for (int k = 0; k < n; k++) {
                next[k] += weights[k] * likelihood[k] / sum;
            }
        }
        double change = 0;
        for (int k = 0; k < n; k++) {
            double weight = (next[k] + PSEUDO_FUNCTIONS / n) / (likelihoods.length + PSEUDO_FUNCTIONS);
            change = Math.max(change, Math.abs(weight - weights[k]));
            weights[k] = weight;
        }
        return change;
    }

    /** Probability of a difference of means at least as large as this, either way, if nothing changed: 0 to 1. */
    double p(Spread spread, double difference) {
        return difference == 0 ? 1 : beyond(spread, posterior(spread), Math.abs(difference));
    }

    /** Half the width of the difference's interval, by bisection; a share of the function's mean. */
    double halfWidth(Spread spread, double confidence) {
        double[] posterior = posterior(spread);
        double low = 0;
        double high = 1;
        while (beyond(spread, posterior, high) > 1 - confidence) {
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (beyond(spread, posterior, middle) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double beyond(Spread spread, double[] posterior, double difference) {
        double p = 0;
        for (int k = 0; k < variances.length; k++) {
            double error = Math.sqrt((variances[k] + spread.known()) * spread.perVariance());
            p += posterior[k] * 2 * NORMAL.survivalProbability(difference / error);
        }
        return Math.min(1, p);
    }

    private double[] posterior(Spread spread) {
        double[] posterior = likelihoods(spread);
        double sum = 0;
        for (int k = 0; k < posterior.length; k++) {
            posterior[k] *= weights[k];
            sum += posterior[k];
        }
        for (int k = 0; k < posterior.length; k++) {
            posterior[k] /= sum;
        }
        return posterior;
    }

    /** Relative to the largest, which is 1. */
    private double[] likelihoods(Spread spread) {
        double[] logs = new double[variances.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logs.length; k++) {
            double variance = variances[k] + spread.known();
            logs[k] = -spread.degrees() / 2 * (Math.log(variance) + spread.variance() / variance);
            most = Math.max(most, logs[k]);
        }
        for (int k = 0; k < logs.length; k++) {
            logs[k] = Math.exp(logs[k] - most);
        }
        return logs;
    }

    /**
     * How much one function varied.
     *
     * @param variance pooled, as a share of its mean squared
     * @param degrees of freedom of the variance, above 0
     * @param known variance that it has at least, 0 or more
     * @param perVariance variance of the difference of means by variance of a boot: {@code 1/n1 + 1/n2}
     */
    record Spread(double variance, double degrees, double known, double perVariance) {

        Spread {
            if (!(variance >= 0)
                    || !(degrees > 0)
                    || !(known >= 0)
                    || !Double.isFinite(variance + degrees + known)
                    || !(perVariance > 0)) {
                throw new AnalysisException("A spread of " + variance + " with " + degrees + " degrees of freedom, "
                        + known + " known and " + perVariance + " for the difference cannot be used.");
            }
        }
    }
}
