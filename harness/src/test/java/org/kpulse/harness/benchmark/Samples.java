package org.kpulse.harness.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.benchmark.Needs.Scratch;

/** Benchmarks for tests, and where the real ones are. */
final class Samples {

    static final Path BENCHMARKS = Path.of("..", "benchmarks");

    private Samples() {}

    static Benchmark benchmark(List<Parameter> parameters, Steps steps, MetricSpec... metrics) {
        return new Benchmark(
                "sample",
                "nothing",
                "syscall",
                "true",
                null,
                new Needs(List.of("coreutils"), Scratch.NONE, 0, 64),
                parameters,
                new PerKind<>(1, 0),
                new PerKind<>(5, 2),
                10,
                steps,
                List.of(metrics),
                "0".repeat(64));
    }

    static Benchmark measuring(Extraction extraction) {
        return benchmark(List.of(), new Steps("", "true", ""), metric("m", extraction));
    }

    static MetricSpec metric(String name, Extraction extraction) {
        return new MetricSpec(name, "s", Direction.LOWER_IS_BETTER, "a time", extraction);
    }

    static OutputParser parser() {
        return new OutputParser(MetricParsers.builtIn());
    }

    static Map<String, Double> values(ParsedOutput output) {
        if (output instanceof ParsedOutput.Rejected rejected) {
            throw new AssertionError(rejected.fault().detail());
        }
        return ((ParsedOutput.Values) output).byMetric();
    }
}
