package org.kpulse.harness.benchmark;

import java.util.Locale;
import java.util.Map;
import org.kpulse.harness.fault.InfraFault;

/** What the output of one iteration came to. */
public sealed interface ParsedOutput {

    /**
     * A value for every metric of the benchmark, each finite and not negative.
     *
     * @param byMetric values by the metric's name, in the metric's unit
     */
    record Values(Map<String, Double> byMetric) implements ParsedOutput {

        public Values {
            byMetric = Map.copyOf(byMetric);
        }
    }

    /**
     * The output cannot be used: a fault of ours; the caller keeps the output and fails the run.
     *
     * @param kind {@code OUTPUT_UNPARSABLE}, or {@code SAMPLE_INVALID} for a value that is NaN, infinite or negative
     * @param benchmark name of the recipe
     * @param metric name of the first metric that has no value
     * @param expected what the output should have had
     * @param excerpt the end of the output, printable, at most 200 characters
     */
    record Rejected(InfraFault.Kind kind, String benchmark, String metric, String expected, String excerpt)
            implements ParsedOutput {

        /** The fault that ends the run. */
        public InfraFault fault() {
            return new InfraFault(
                    kind,
                    String.format(
                            Locale.ROOT,
                            "Benchmark %s, metric %s: expected %s; the output ends with \"%s\".",
                            benchmark,
                            metric,
                            expected,
                            excerpt));
        }
    }
}
