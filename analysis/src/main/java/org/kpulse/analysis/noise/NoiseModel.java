package org.kpulse.analysis.noise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.inference.Polygamma;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.noise.VarianceComponents.Spread;

/**
 * The noise of every metric of one platform, and what it says beforehand about the variance of the next kernel's boots.
 *
 * @param metrics by metric, in their order
 * @param withZeros metrics that have a sample of 0 and so no logarithms: their noise is not modelled, their prior is none
 * @param kernelDegreesOfFreedom how far the variances of kernels spread around that of their metric, as degrees of freedom of a
 *     prior: few if kernels differ much in their noise
 */
public record NoiseModel(Map<MetricKey, MetricNoise> metrics, Set<MetricKey> withZeros, double kernelDegreesOfFreedom) {

    /** A prior never counts for more degrees of freedom than this. */
    public static final double MOST_DEGREES_OF_FREEDOM = 50;

    public NoiseModel {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        withZeros = Collections.unmodifiableSet(new TreeSet<>(withZeros));
        if (!(kernelDegreesOfFreedom > 0)) {
            throw new AnalysisException("Degrees of freedom must be above 0, not " + kernelDegreesOfFreedom + ".");
        }
    }

    /** Learns from the samples of each metric, each metric once. */
    public static NoiseModel estimate(Collection<NoiseSamples> samples) {
        Map<MetricKey, MetricNoise> metrics = new TreeMap<>();
        Set<MetricKey> withZeros = new TreeSet<>();
        for (NoiseSamples metric : samples) {
            if (metrics.containsKey(metric.key()) || withZeros.contains(metric.key())) {
                throw new AnalysisException("Metric " + metric.key() + " is given twice; join its kernels into one.");
            }
            if (metric.hasZero()) {
                withZeros.add(metric.key());
            } else {
                metrics.put(metric.key(), NoiseEstimator.estimate(metric));
            }
        }
        List<List<GroupVariance>> groups = new ArrayList<>();
        metrics.values().forEach(metric -> groups.add(metric.groups()));
        return new NoiseModel(metrics, withZeros, KernelSpread.degreesOfFreedom(groups));
    }

    /** The noise of a metric; empty if it is unknown or has zeros. */
    public Optional<MetricNoise> of(MetricKey key) {
        return Optional.ofNullable(metrics.get(key));
    }

    /**
     * What is known beforehand of the variance of the mean log of a boot of {@code iterations}, between boots of one kernel.
     *
     * <p>The variance is that of the components. Its degrees of freedom d0 join two uncertainties, how well the metric's variance is
     * known (d_m, Satterthwaite) and how far a kernel's may lie from it (d_k, {@link #kernelDegreesOfFreedom}): variances of
     * logarithms add, {@code trigamma(d0/2) = trigamma(d_m/2) + trigamma(d_k/2)}, about {@code 1/d0 = 1/d_m + 1/d_k}. Then at most
     * {@link Tails#equivalentDegreesOfFreedom()}, so that a boot far out counts by its own group's variance, and at most
     * {@link #MOST_DEGREES_OF_FREEDOM}.
     *
     * <p>{@link VariancePrior#NONE} if the metric is unknown, has zeros, never had two boots of one kernel, or never varied: a
     * variance of exactly 0 predicts nothing of a kernel that does vary.
     *
     * @param iterations of the boots to be compared, at least 1
     * @param spread whether they run one build of their kernel
     */
    public VariancePrior prior(MetricKey key, int iterations, Spread spread) {
        MetricNoise noise = metrics.get(key);
        if (noise == null) {
            return VariancePrior.NONE;
        }
        double variance = noise.components().ofBootMean(iterations, spread);
        double own = noise.components().degreesOfFreedom(iterations, spread);
        if (variance == 0 || own == 0) {
            return VariancePrior.NONE;
        }
        double tails = noise.tails().map(Tails::equivalentDegreesOfFreedom).orElse(MOST_DEGREES_OF_FREEDOM);
        double most = Math.min(tails, MOST_DEGREES_OF_FREEDOM);
        return new VariancePrior(variance, Math.min(most, joined(own, kernelDegreesOfFreedom)));
    }

    private static double joined(double first, double second) {
        return 2 * Polygamma.trigammaInverse(Polygamma.trigamma(first / 2) + Polygamma.trigamma(second / 2));
    }
}
