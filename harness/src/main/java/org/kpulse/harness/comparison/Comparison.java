package org.kpulse.harness.comparison;

import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.analysis.index.Weights;
import org.kpulse.analysis.repetition.AdaptiveRepetition;
import org.kpulse.analysis.repetition.RepetitionRules;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.ComparisonStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.NoiseQuery;
import org.kpulse.harness.store.PlatformStore.PlatformRow;
import org.kpulse.harness.store.ProvenanceQuery;
import org.kpulse.harness.store.SampleQuery;
import org.kpulse.harness.store.StoredSamples;

/** Compares kernels from their stored samples. */
public final class Comparison {

    private final Database database;
    private final Weights weights;
    private final RecentNoise noise;

    public Comparison(Database database, Weights weights) {
        this.database = database;
        this.weights = weights;
        this.noise = new RecentNoise(database);
    }

    /** The two sides of an experiment on one platform. The first call freezes its verdicts in the database. */
    public PlatformComparison ofExperiment(
            long experimentId, PlatformRow platform, KernelRow base, KernelRow candidate) {
        ComparedSamples samples = ComparedSamples.of(stored(experimentId, platform.id()));
        List<String> warnings =
                ProvenanceCheck.warnings(new ProvenanceQuery(database).ofExperiment(experimentId, platform.id()));
        List<MetricComparison> verdicts =
                judged(platform, samples, new ExperimentStore(database).repetition(experimentId));
        PlatformComparison result = result(platform.platform(), base, candidate, samples, verdicts, warnings);
        ComparisonStore comparisons = new ComparisonStore(database);
        if (!result.metrics().isEmpty()
                && comparisons.find(experimentId, platform.id()).isEmpty()) {
            comparisons.save(ComparisonRows.of(Optional.of(experimentId), platform.id(), result, samples.ids()));
        }
        return result;
    }

    /** The index of an experiment on one platform without verdicts, which take longer; empty if no metric has a part in one. */
    public Optional<PerformanceIndex> indexOf(long experimentId, long platformId) {
        return index(ComparedSamples.of(stored(experimentId, platformId)));
    }

    /**
     * Two different kernels over all their finished runs on one platform. Freezes nothing. Of a benchmark whose recipe changed
     * only the newest version that both kernels have run is compared: two versions are two metrics and are never mixed.
     */
    public PlatformComparison ofKernels(PlatformRow platform, KernelRow base, KernelRow candidate) {
        ComparedSamples samples =
                ComparedSamples.of(new SampleQuery(database).ofKernels(platform.id(), base.id(), candidate.id()));
        List<String> warnings = ProvenanceCheck.warnings(
                new ProvenanceQuery(database).ofKernels(platform.id(), base.id(), candidate.id()));
        NoisePriors priors = noise.beside(platform.id(), samples.ids(), samples.runs());
        List<MetricComparison> verdicts = samples.both().isEmpty()
                ? List.of()
                : Comparer.compare(samples.both(), rules(platform.platform()), priors);
        return result(platform.platform(), base, candidate, samples, verdicts, warnings);
    }

    /** Why an experiment that adds boots as needed has enough of them on this platform; empty while more are worth making. */
    public Optional<String> enough(long experimentId, long platformId, Platform platform, RepetitionRules repetition) {
        ComparedSamples samples = ComparedSamples.of(stored(experimentId, platformId));
        if (samples.both().isEmpty()) {
            return Optional.of("no metric was measured on both kernels");
        }
        AdaptiveRepetition.Answer answer =
                adaptive(platformId, platform, samples, repetition).next(samples.both());
        return answer instanceof AdaptiveRepetition.Stop stop
                ? Optional.of("enough with " + stop.boots() + " boots of each kernel: "
                        + stop.reason().sentence())
                : Optional.empty();
    }

    private List<StoredSamples> stored(long experimentId, long platformId) {
        return new SampleQuery(database).ofExperiment(experimentId, platformId);
    }

    private List<MetricComparison> judged(
            PlatformRow platform, ComparedSamples samples, Optional<RepetitionRules> repetition) {
        if (samples.both().isEmpty()) {
            return List.of();
        }
        ComparisonRules rules = rules(platform.platform());
        if (repetition.isEmpty()) {
            return Comparer.compare(samples.both(), rules, priors(platform.id(), samples));
        }
        List<MetricComparison> looked = adaptive(platform.id(), platform.platform(), samples, repetition.get())
                .next(samples.both())
                .comparisons();
        // before its first look is complete, an experiment may not spend anything of alpha
        return looked.isEmpty()
                ? Comparer.compare(samples.both(), rules.atLevel(0), priors(platform.id(), samples))
                : looked;
    }

    private AdaptiveRepetition adaptive(
            long platformId, Platform platform, ComparedSamples samples, RepetitionRules repetition) {
        return new AdaptiveRepetition(repetition, rules(platform), priors(platformId, samples));
    }

    /** From runs stored before those judged, so that a verdict can be computed again at any time. */
    private NoisePriors priors(long platformId, ComparedSamples samples) {
        return PlatformNoise.priors(samples.ids(), new NoiseQuery(database).before(platformId, samples.runs()));
    }

    private static ComparisonRules rules(Platform platform) {
        return platform.kind() == Platform.Kind.TIME ? ComparisonRules.forTime() : ComparisonRules.forInstructions();
    }

    private PlatformComparison result(
            Platform platform,
            KernelRow base,
            KernelRow candidate,
            ComparedSamples samples,
            List<MetricComparison> verdicts,
            List<String> warnings) {
        return new PlatformComparison(platform, base, candidate, verdicts, samples.missing(), index(samples), warnings);
    }

    private Optional<PerformanceIndex> index(ComparedSamples samples) {
        return samples.both().stream().anyMatch(this::weighs)
                ? Optional.of(IndexCalculator.compute(samples.both(), samples.all(), weights, IndexRules.DEFAULT))
                : Optional.empty();
    }

    /** Whether the metric has a part in an index: a ratio, and a weight above 0 given by a person or the rule. */
    private boolean weighs(MetricSamples metric) {
        Double given = weights.byMetric()
                .getOrDefault(
                        metric.key(), weights.byBenchmark().get(metric.key().benchmark()));
        return !metric.hasZero() && (given == null || given > 0);
    }
}
