package org.kpulse.harness.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.SideSummary;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.analysis.index.Weights;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.ComparisonStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore.PlatformRow;
import org.kpulse.harness.store.ProvenanceQuery;
import org.kpulse.harness.store.SampleQuery;

/** Compares kernels from their stored samples. */
public final class Comparison {

    private final Database database;
    private final Weights weights;

    public Comparison(Database database, Weights weights) {
        this.database = database;
        this.weights = weights;
    }

    /** The two sides of an experiment on one platform. The first call freezes its verdicts in the database. */
    public PlatformComparison ofExperiment(
            long experimentId, PlatformRow platform, KernelRow base, KernelRow candidate) {
        List<org.kpulse.harness.store.MetricSamples> stored =
                new SampleQuery(database).ofExperiment(experimentId, platform.id());
        List<String> warnings =
                ProvenanceCheck.warnings(new ProvenanceQuery(database).ofExperiment(experimentId, platform.id()));
        PlatformComparison result = compare(platform.platform(), base, candidate, stored, warnings);
        ComparisonStore comparisons = new ComparisonStore(database);
        if (!result.metrics().isEmpty()
                && comparisons.find(experimentId, platform.id()).isEmpty()) {
            comparisons.save(row(experimentId, platform.id(), result, stored));
        }
        return result;
    }

    /**
     * Two different kernels over all their finished runs on one platform. Freezes nothing. Of a benchmark whose recipe changed
     * only the newest version that both kernels have run is compared: two versions are two metrics and are never mixed.
     */
    public PlatformComparison ofKernels(PlatformRow platform, KernelRow base, KernelRow candidate) {
        return compare(
                platform.platform(),
                base,
                candidate,
                new SampleQuery(database).ofKernels(platform.id(), base.id(), candidate.id()),
                ProvenanceCheck.warnings(
                        new ProvenanceQuery(database).ofKernels(platform.id(), base.id(), candidate.id())));
    }

    private PlatformComparison compare(
            Platform platform,
            KernelRow base,
            KernelRow candidate,
            List<org.kpulse.harness.store.MetricSamples> stored,
            List<String> warnings) {
        Map<MetricKey, MetricSamples> both = new LinkedHashMap<>();
        Set<MetricKey> all = new TreeSet<>();
        for (org.kpulse.harness.store.MetricSamples each : stored) {
            MetricKey key = new MetricKey(each.benchmark(), each.metric());
            all.add(key); // the versions of a recipe come oldest first, so that the newest on both stays
            if (measuredOnBoth(each)) {
                both.put(
                        key,
                        new MetricSamples(
                                key, each.unit(), each.direction(), boots(each.base()), boots(each.candidate())));
            }
        }
        List<MetricSamples> samples = List.copyOf(both.values());
        ComparisonRules rules =
                platform.kind() == Platform.Kind.TIME ? ComparisonRules.forTime() : ComparisonRules.forInstructions();
        List<MetricKey> missing = all.stream().filter(k -> !both.containsKey(k)).toList();
        Optional<PerformanceIndex> index = samples.stream().anyMatch(this::weighs)
                ? Optional.of(IndexCalculator.compute(samples, all, weights, IndexRules.DEFAULT))
                : Optional.empty();
        List<MetricComparison> metrics = samples.isEmpty() ? List.of() : Comparer.compare(samples, rules);
        return new PlatformComparison(platform, base, candidate, metrics, missing, index, warnings);
    }

    private static boolean measuredOnBoth(org.kpulse.harness.store.MetricSamples metric) {
        return !metric.base().isEmpty() && !metric.candidate().isEmpty();
    }

    /** Whether the metric has a part in an index: a ratio, and a weight above 0 given by a person or the rule. */
    private boolean weighs(MetricSamples metric) {
        Double given = weights.byMetric()
                .getOrDefault(
                        metric.key(), weights.byBenchmark().get(metric.key().benchmark()));
        return !metric.hasZero() && (given == null || given > 0);
    }

    private static List<BootSamples> boots(List<org.kpulse.harness.store.MetricSamples.Boot> boots) {
        return boots.stream()
                .map(b -> BootSamples.of("run " + b.runId(), b.values()))
                .toList();
    }

    private static ComparisonRow row(
            long experimentId,
            long platformId,
            PlatformComparison result,
            List<org.kpulse.harness.store.MetricSamples> stored) {
        Map<MetricKey, Long> ids = new LinkedHashMap<>();
        stored.stream()
                .filter(Comparison::measuredOnBoth)
                .forEach(s -> ids.put(new MetricKey(s.benchmark(), s.metric()), s.metricId()));
        List<ComparisonRow.Metric> metrics = new ArrayList<>();
        for (MetricComparison each : result.metrics()) {
            Long id = ids.get(each.key());
            if (id == null) {
                throw new IllegalStateException("a compared metric without an id: " + each.key());
            }
            metrics.add(new ComparisonRow.Metric(
                    id,
                    side(each.base()),
                    side(each.candidate()),
                    each.changePercent(),
                    each.ciPercent().map(i -> new ComparisonRow.Interval(i.low(), i.high())),
                    each.p(),
                    each.q(),
                    each.mdePercent(),
                    each.verdict().name()));
        }
        return new ComparisonRow(
                Optional.of(experimentId),
                platformId,
                result.base().id(),
                result.candidate().id(),
                result.metrics().get(0).ruleVersion(),
                result.index()
                        .map(i -> new ComparisonRow.Index(
                                i.value(), i.interval().map(c -> new ComparisonRow.Interval(c.low(), c.high())))),
                metrics);
    }

    private static ComparisonRow.Side side(SideSummary side) {
        OptionalDouble cv = side.boots() < 2 ? OptionalDouble.empty() : OptionalDouble.of(side.cvPercent());
        return new ComparisonRow.Side(side.mean(), cv, side.boots(), side.samples());
    }
}
