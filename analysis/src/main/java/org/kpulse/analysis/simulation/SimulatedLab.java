package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.noise.KernelBoots;
import org.kpulse.analysis.noise.NoiseModel;
import org.kpulse.analysis.noise.NoiseSamples;
import org.kpulse.analysis.noise.VarianceComponents.Spread;
import org.kpulse.analysis.repetition.AbbaOrder;
import org.kpulse.analysis.repetition.Side;

/**
 * A lab whose truth is known: it boots kernels and measures all metrics of a suite.
 *
 * @param metrics what it measures
 * @param scenario how its boots behave
 */
public record SimulatedLab(List<SimulatedMetric> metrics, Scenario scenario) {

    public SimulatedLab {
        metrics = List.copyOf(metrics);
    }

    /**
     * Boots a base and a candidate, A B B A.
     *
     * @param boots of each
     * @param gains logarithm of the candidate's value over the base's, for the metrics that changed
     */
    public List<MetricSamples> compare(int boots, Map<MetricKey, Double> gains, SplittableRandom random) {
        List<Side> order = AbbaOrder.of(boots);
        List<Integer> basePlaces = places(order, Side.BASE);
        List<Integer> candidatePlaces = places(order, Side.CANDIDATE);
        List<Double> baseNoise = scenario.sharedNoise(boots, random);
        List<Double> candidateNoise = scenario.sharedNoise(boots, random);
        List<MetricSamples> all = new ArrayList<>(metrics.size());
        for (SimulatedMetric metric : metrics) {
            double gain = gains.getOrDefault(metric.key(), 0.0);
            all.add(new MetricSamples(
                    metric.key(),
                    "1/s",
                    Direction.HIGHER_IS_BETTER,
                    scenario.boots("b", 0, metric, baseNoise, basePlaces, random),
                    scenario.boots("c", gain, metric, candidateNoise, candidatePlaces, random)));
        }
        return all;
    }

    /**
     * The noise model of earlier kernels, none of which changed anything.
     *
     * @param kernels how many; with none nothing is known
     * @param boots of each, at least 2
     */
    public NoisePriors history(int kernels, int boots, SplittableRandom random) {
        if (kernels == 0) {
            return NoisePriors.NONE;
        }
        Map<MetricKey, List<KernelBoots>> history = new LinkedHashMap<>();
        List<Integer> places = IntStream.range(0, boots).boxed().toList();
        for (int kernel = 0; kernel < kernels; kernel++) {
            String name = "k" + kernel + "-";
            List<Double> noise = scenario.sharedNoise(boots, random);
            for (SimulatedMetric metric : metrics) {
                history.computeIfAbsent(metric.key(), key -> new ArrayList<>())
                        .add(KernelBoots.ofOneBuild(name, scenario.boots(name, 0, metric, noise, places, random)));
            }
        }
        List<NoiseSamples> samples = new ArrayList<>();
        history.forEach((key, boot) -> samples.add(new NoiseSamples(key, boot)));
        NoiseModel model = NoiseModel.estimate(samples);
        return (metric, iterations) -> Optional.of(model.prior(metric, iterations, Spread.WITHIN_BUILD));
    }

    private static List<Integer> places(List<Side> order, Side side) {
        return IntStream.range(0, order.size())
                .filter(i -> order.get(i) == side)
                .boxed()
                .toList();
    }
}
