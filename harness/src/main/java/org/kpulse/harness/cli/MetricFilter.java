package org.kpulse.harness.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.fault.UsageException;

/**
 * Which metrics to show. All were compared together, so that q values do not depend on what is shown.
 *
 * @param benchmark only this one
 * @param metric only this one of it
 */
record MetricFilter(Optional<String> benchmark, Optional<String> metric) {

    MetricFilter {
        if (metric.isPresent() && benchmark.isEmpty()) {
            throw new UsageException("--metric needs --benchmark.");
        }
    }

    /** The platforms that measured something of it, with that alone; none that did is a {@link UsageException}. */
    List<PlatformComparison> apply(List<PlatformComparison> comparisons) {
        List<MetricKey> measured = comparisons.stream()
                .flatMap(c -> c.metrics().stream())
                .map(MetricComparison::key)
                .toList();
        List<MetricKey> ofBenchmark = measured.stream()
                .filter(k -> benchmark.map(k.benchmark()::equals).orElse(true))
                .toList();
        if (ofBenchmark.isEmpty()) {
            throw unknown("benchmark \"" + benchmark.orElse("") + "\"", measured, MetricKey::benchmark);
        }
        if (ofBenchmark.stream().noneMatch(this::shown)) {
            throw unknown(
                    "metric \"" + metric.orElse("") + "\" of " + benchmark.orElse(""), ofBenchmark, MetricKey::metric);
        }
        return comparisons.stream()
                .map(this::only)
                .filter(c -> !c.metrics().isEmpty())
                .toList();
    }

    private boolean shown(MetricKey key) {
        return benchmark.map(key.benchmark()::equals).orElse(true)
                && metric.map(key.metric()::equals).orElse(true);
    }

    private PlatformComparison only(PlatformComparison comparison) {
        return new PlatformComparison(
                comparison.platform(),
                comparison.base(),
                comparison.candidate(),
                comparison.metrics().stream().filter(m -> shown(m.key())).toList(),
                comparison.missing().stream().filter(this::shown).toList(),
                comparison.index(),
                comparison.provenanceWarnings());
    }

    private static UsageException unknown(String what, List<MetricKey> known, Function<MetricKey, String> name) {
        return new UsageException("Unknown " + what + "; measured: "
                + known.stream().map(name).distinct().sorted().collect(Collectors.joining(", ")) + ".");
    }
}
