package org.kpulse.harness.cli;

import java.util.List;
import java.util.Optional;
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

    PlatformComparison apply(PlatformComparison comparison) {
        List<MetricComparison> kept = comparison.metrics().stream()
                .filter(m -> benchmark.map(m.key().benchmark()::equals).orElse(true))
                .toList();
        if (kept.isEmpty()) {
            throw new UsageException("Unknown benchmark \"" + benchmark.orElse("") + "\"; measured: "
                    + names(comparison.metrics().stream()
                            .map(m -> m.key().benchmark())
                            .distinct()
                            .toList()) + ".");
        }
        List<MetricComparison> only = kept.stream()
                .filter(m -> metric.map(m.key().metric()::equals).orElse(true))
                .toList();
        if (only.isEmpty()) {
            throw new UsageException("Unknown metric \"" + metric.orElse("") + "\" of " + benchmark.orElse("")
                    + "; measured: "
                    + names(kept.stream().map(m -> m.key().metric()).toList()) + ".");
        }
        return new PlatformComparison(
                comparison.platform(),
                comparison.base(),
                comparison.candidate(),
                only,
                comparison.missing(),
                comparison.index());
    }

    private static String names(List<String> names) {
        return String.join(", ", names);
    }
}
