package org.kpulse.harness.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.noise.KernelBoots;
import org.kpulse.analysis.noise.NoiseModel;
import org.kpulse.analysis.noise.NoiseSamples;
import org.kpulse.analysis.noise.VarianceComponents.Spread;

/** The noise model of a platform as priors for a comparison. */
final class PlatformNoise {

    private PlatformNoise() {}

    /**
     * Priors from these boots, made when the first metric asks for them.
     *
     * @param ids of the metrics compared
     * @param history boots of each metric, by its id
     */
    static NoisePriors priors(Map<MetricKey, Long> ids, Map<Long, List<KernelBoots>> history) {
        List<NoiseSamples> samples = new ArrayList<>();
        ids.forEach((key, id) -> {
            List<KernelBoots> kernels = history.getOrDefault(id, List.of());
            if (kernels.stream().anyMatch(PlatformNoise::replicated)) {
                samples.add(new NoiseSamples(key, kernels));
            }
        });
        if (samples.isEmpty()) {
            return NoisePriors.NONE;
        }
        NoiseModel model = NoiseModel.estimate(samples);
        return (metric, iterations) -> Optional.of(model.prior(metric, iterations, Spread.WITHIN_BUILD));
    }

    private static boolean replicated(KernelBoots kernel) {
        return kernel.builds().stream().anyMatch(build -> build.boots().size() >= 2);
    }
}
