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
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.NoiseQuery;

/** The noise model of a platform, and what it says beforehand of the boots of a comparison. */
public final class PlatformNoise {

    private PlatformNoise() {}

    /** The noise of a platform from all its runs; empty as long as no kernel was booted twice. */
    public static Optional<NoiseModel> of(Database database, long platformId) {
        NoiseQuery query = new NoiseQuery(database);
        Map<Long, List<KernelBoots>> history = query.beside(platformId, List.of());
        return model(query.newest(history.keySet()), history);
    }

    /**
     * Priors from these boots.
     *
     * @param ids of the metrics compared
     * @param history boots of each metric, by its id
     */
    static NoisePriors priors(Map<MetricKey, Long> ids, Map<Long, List<KernelBoots>> history) {
        return model(ids, history)
                .<NoisePriors>map(model ->
                        (metric, iterations) -> Optional.of(model.prior(metric, iterations, Spread.WITHIN_BUILD)))
                .orElse(NoisePriors.NONE);
    }

    private static Optional<NoiseModel> model(Map<MetricKey, Long> ids, Map<Long, List<KernelBoots>> history) {
        List<NoiseSamples> samples = new ArrayList<>();
        ids.forEach((key, id) -> {
            List<KernelBoots> kernels = history.getOrDefault(id, List.of());
            if (kernels.stream().anyMatch(PlatformNoise::replicated)) {
                samples.add(new NoiseSamples(key, kernels));
            }
        });
        return samples.isEmpty() ? Optional.empty() : Optional.of(NoiseModel.estimate(samples));
    }

    private static boolean replicated(KernelBoots kernel) {
        return kernel.builds().stream().anyMatch(build -> build.boots().size() >= 2);
    }
}
