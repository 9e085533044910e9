package org.kpulse.harness.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.Weights;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.noise.KernelBoots;
import org.kpulse.analysis.noise.NoiseModel;
import org.kpulse.analysis.noise.NoiseSamples;
import org.kpulse.analysis.noise.VarianceComponents.Spread;
import org.kpulse.harness.comparison.ComparisonRows;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore.PlatformRow;

/** Judges each kernel of a made-up history against the one before it on one platform, by the rules that real ones are judged by. */
final class DemoCalls {

    /** Kernels that the noise is learnt from. */
    static final int LEARNT = 20;

    private final PlatformRow platform;
    private final List<DemoMetric> metrics;
    private final Map<MetricKey, Long> ids;
    private final Weights weights;
    private final ComparisonRules rules;
    private final List<Boots> learnt = new ArrayList<>();
    private NoisePriors priors = NoisePriors.NONE;

    DemoCalls(PlatformRow platform, List<DemoMetric> metrics, Weights weights, ComparisonRules rules) {
        this.platform = platform;
        this.metrics = List.copyOf(metrics);
        this.ids = metrics.stream().collect(Collectors.toMap(DemoMetric::key, DemoMetric::id));
        this.weights = weights;
        this.rules = rules;
    }

    /**
     * All boots of a kernel.
     *
     * @param values by boot and metric
     */
    record Boots(KernelRow kernel, List<double[]> values) {

        List<BootSamples> of(int metric) {
            List<BootSamples> boots = new ArrayList<>();
            for (int b = 0; b < values.size(); b++) {
                boots.add(BootSamples.of(kernel.id() + "/" + b, values.get(b)[metric]));
            }
            return boots;
        }
    }

    /** Takes one of the first kernels to learn the noise from; once there are {@link #LEARNT}, it is used. */
    void learn(Boots boots) {
        if (learnt.size() == LEARNT) {
            return;
        }
        learnt.add(boots);
        if (learnt.size() == LEARNT) {
            NoiseModel model = NoiseModel.estimate(samples());
            Map<MetricKey, Optional<VariancePrior>> known = new HashMap<>();
            ids.keySet().forEach(key -> known.put(key, Optional.of(model.prior(key, 1, Spread.WITHIN_BUILD))));
            priors = (metric, iterations) -> known.getOrDefault(metric, Optional.empty());
        }
    }

    private List<NoiseSamples> samples() {
        List<NoiseSamples> samples = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            List<KernelBoots> kernels = new ArrayList<>();
            for (Boots each : learnt) {
                kernels.add(KernelBoots.ofOneBuild(String.valueOf(each.kernel().id()), each.of(m)));
            }
            samples.add(new NoiseSamples(metrics.get(m).key(), kernels));
        }
        return samples;
    }

    /** The frozen comparison of two kernels. */
    ComparisonRow judge(Boots base, Boots candidate) {
        List<MetricSamples> samples = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            DemoMetric metric = metrics.get(m);
            samples.add(
                    new MetricSamples(metric.key(), metric.unit(), metric.direction(), base.of(m), candidate.of(m)));
        }
        return ComparisonRows.of(
                Optional.empty(),
                platform.id(),
                new PlatformComparison(
                        platform.platform(),
                        base.kernel(),
                        candidate.kernel(),
                        Comparer.compare(samples, rules, priors),
                        List.of(),
                        Optional.of(IndexCalculator.compute(samples, Set.of(), weights, IndexRules.DEFAULT)),
                        List.of()),
                ids);
    }
}
