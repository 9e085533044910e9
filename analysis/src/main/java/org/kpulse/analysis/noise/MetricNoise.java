package org.kpulse.analysis.noise;

import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.noise.VarianceComponents.Spread;

/**
 * The noise of one metric on one platform, on the scale of natural logarithms: a deviation of 0.01 is about 1 %.
 *
 * @param key the metric
 * @param components variances between builds, boots and iterations, with their degrees of freedom
 * @param range smallest and largest sample, level and counts
 * @param iterationEffects what iterations at the same place have in common, mean 0, on the log scale; empty with fewer than 4 boots
 *     or one iteration
 * @param groups variance of boot means within each kernel that has two boots, against what the components predict
 * @param autocorrelation over time; empty where no build has 3 boots that differ
 * @param tails of the boot means; empty where no build has 4 boots that differ
 * @param bimodality of the boot means; empty where no build has 8 boots
 */
public record MetricNoise(
        MetricKey key,
        VarianceComponents components,
        SampleRange range,
        List<Double> iterationEffects,
        List<GroupVariance> groups,
        Optional<Autocorrelation> autocorrelation,
        Optional<Tails> tails,
        Optional<Bimodality> bimodality) {

    public MetricNoise {
        iterationEffects = List.copyOf(iterationEffects);
        groups = List.copyOf(groups);
    }

    /** Coefficient of variation in percent of the mean of a boot with the usual number of iterations, between boots of one build. */
    public double cvPercent() {
        return components.cvPercent(range.iterations(), Spread.WITHIN_BUILD);
    }
}
