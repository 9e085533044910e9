package org.kpulse.analysis;

import java.util.Comparator;

/**
 * One metric of one benchmark, for example {@code hackbench-pipe} / {@code time}.
 *
 * @param benchmark name of the benchmark (its folder)
 * @param metric name of the metric within it
 */
public record MetricKey(String benchmark, String metric) implements Comparable<MetricKey> {

    private static final Comparator<MetricKey> ORDER =
            Comparator.comparing(MetricKey::benchmark).thenComparing(MetricKey::metric);

    public MetricKey {
        if (benchmark.isBlank() || metric.isBlank()) {
            throw new AnalysisException(
                    "A metric needs the name of its benchmark and its own, not \"" + benchmark + "/" + metric + "\".");
        }
    }

    @Override
    public int compareTo(MetricKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return benchmark + "/" + metric;
    }
}
