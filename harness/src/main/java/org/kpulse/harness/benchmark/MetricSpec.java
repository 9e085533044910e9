package org.kpulse.harness.benchmark;

import java.util.Objects;
import org.kpulse.analysis.Direction;

/**
 * One number of a benchmark.
 *
 * @param name unique within its benchmark
 * @param unit as shown, for example {@code ops/s}
 * @param direction which way is better
 * @param description what it says, for a person
 * @param extraction how it is found in the output
 */
public record MetricSpec(String name, String unit, Direction direction, String description, Extraction extraction) {

    public MetricSpec {
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
            throw new IllegalArgumentException("not a metric name: " + name);
        }
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(extraction, "extraction");
    }
}
