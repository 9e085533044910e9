package org.kpulse.analysis.inference;

import java.util.Arrays;
import org.kpulse.analysis.AnalysisException;

/**
 * How well one number predicts many variances: a scaled F distribution {@code s0^2 F(d, d0)} fitted to sample variances by the
 * moments of their logarithms. Smyth, G. K. (2004), Linear models and empirical Bayes methods, section 6.2; the same numbers as
 * limma's {@code fitFDist}.
 *
 * <p>With {@code e = ln(s^2) - digamma(d/2) + ln(d/2)}: {@code trigamma(d0/2) = var(e) - mean(trigamma(d/2))} and
 * {@code ln(s0^2) = mean(e) + digamma(d0/2) - ln(d0/2)}. If the logarithms vary no more than chance makes them, d0 is infinite and
 * s0^2 the mean variance. Variances below 1e-5 of the median count as that. Where limma would floor by an absolute number (the
 * median is 0), the mean takes the median's place, so that the unit changes nothing.
 *
 * @param scale s0^2, not negative
 * @param degreesOfFreedom d0, above 0, possibly {@link Double#POSITIVE_INFINITY}; 0 if there was a single usable variance
 */
public record FDistributionFit(double scale, double degreesOfFreedom) {

    private static final double LEAST_SHARE = 1e-5;
    private static final double LEAST_DEGREES = 1e-15;

    public FDistributionFit {
        if (!(scale >= 0) || !Double.isFinite(scale) || !(degreesOfFreedom >= 0)) {
            throw new AnalysisException("A prior variance of " + scale + " with " + degreesOfFreedom
                    + " degrees of freedom cannot be used: the one must be finite, neither negative.");
        }
    }

    /**
     * Fits to variances with their degrees of freedom, in the same order; those without degrees of freedom are left out.
     *
     * @throws AnalysisException if a variance is negative or not finite, or if no usable one is left
     */
    public static FDistributionFit of(double[] variances, double[] degreesOfFreedom) {
        if (variances.length != degreesOfFreedom.length) {
            throw new AnalysisException("There are " + variances.length + " variances but " + degreesOfFreedom.length
                    + " degrees of freedom.");
        }
        int n = 0;
        double[] x = new double[variances.length];
        double[] d = new double[variances.length];
        for (int i = 0; i < variances.length; i++) {
            if (!(variances[i] >= 0) || !Double.isFinite(variances[i])) {
                throw new AnalysisException("A variance must be finite and not negative, not " + variances[i] + ".");
            }
            if (degreesOfFreedom[i] > LEAST_DEGREES && Double.isFinite(degreesOfFreedom[i])) {
                x[n] = variances[i];
                d[n++] = degreesOfFreedom[i];
            }
        }
        if (n == 0) {
            throw new AnalysisException("A prior needs at least one variance with degrees of freedom.");
        }
        return n == 1 ? new FDistributionFit(x[0], 0) : fit(Arrays.copyOf(x, n), Arrays.copyOf(d, n));
    }

    /** As a prior for further variances. */
    public VariancePrior prior() {
        return new VariancePrior(scale, degreesOfFreedom);
    }

    private static FDistributionFit fit(double[] x, double[] d) {
        int n = x.length;
        double mean = sortedMean(x);
        if (mean == 0) {
            return new FDistributionFit(0, Double.POSITIVE_INFINITY);
        }
        double median = median(x);
        double least = LEAST_SHARE * (median > 0 ? median : mean);
        double[] e = new double[n];
        double[] floored = new double[n];
        double[] chance = new double[n];
        for (int i = 0; i < n; i++) {
            floored[i] = Math.max(x[i], Math.max(least, Double.MIN_NORMAL));
            e[i] = Math.log(floored[i]) + Polygamma.logMinusDigamma(d[i] / 2);
            chance[i] = Polygamma.trigamma(d[i] / 2);
        }
        Moments logs = Moments.of(e);
        double excess = logs.sd() * logs.sd() - sortedMean(chance);
        if (!(excess > 0)) {
            return new FDistributionFit(sortedMean(floored), Double.POSITIVE_INFINITY);
        }
        double half = Polygamma.trigammaInverse(excess);
        double scale = Math.exp(logs.mean() - Polygamma.logMinusDigamma(half));
        return new FDistributionFit(Math.min(scale, Double.MAX_VALUE), 2 * half);
    }

    /** Sorted first, so that the order changes no bit; running, so that it does not overflow. */
    private static double sortedMean(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = 0;
        for (int i = 0; i < sorted.length; i++) {
            mean += (sorted[i] - mean) / (i + 1);
        }
        return mean;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }
}
