package org.kpulse.harness.store;

import java.util.List;
import org.kpulse.analysis.Direction;

/**
 * One version of a recipe as the database needs it.
 *
 * @param name of the benchmark
 * @param recipeSha256 hash of the recipe, 64 hex digits: the version
 * @param metrics what it measures, names unique
 */
public record BenchmarkRow(String name, String recipeSha256, List<MetricRow> metrics) {

    /**
     * One number of a benchmark.
     *
     * @param name within the benchmark
     * @param unit of its samples, as the recipe writes it
     * @param direction which way is better
     */
    public record MetricRow(String name, String unit, Direction direction) {}

    public BenchmarkRow {
        metrics = List.copyOf(metrics);
        if (!recipeSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("recipe hash of " + name + " is not SHA-256: " + recipeSha256);
        }
        if (metrics.stream().map(MetricRow::name).distinct().count() != metrics.size()) {
            throw new IllegalArgumentException("two metrics of " + name + " have one name");
        }
    }

    /** The direction with this label, {@code higher} or {@code lower}. */
    static Direction direction(String label) {
        return label.equals(Direction.HIGHER_IS_BETTER.label())
                ? Direction.HIGHER_IS_BETTER
                : Direction.LOWER_IS_BETTER;
    }
}
