package org.kpulse.harness.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;

/**
 * A recipe: {@code benchmarks/<name>/benchmark.yaml}.
 *
 * @param name of its folder
 * @param measures what it measures, in prose
 * @param subsystem part of the kernel it is meant to exercise
 * @param program executable it runs: a name on the guest's path, or {@code /kpulse/bin/<name>} when there is a source
 * @param source C file that becomes the program, or null when a package has it
 * @param needs of the guest
 * @param parameters in the recipe's order
 * @param warmup executions before the first that counts
 * @param iterations executions that count
 * @param timeLimitSeconds limit of one execution of setup, command or teardown, guest seconds
 * @param steps shell lines with placeholders
 * @param metrics in the recipe's order, at least one; none for a test set
 * @param tests what makes it a test set, or null
 * @param recipeSha256 hash of the folder's content without {@code fixtures/}, and of a test set's source; 64 hexadecimal digits
 */
public record Benchmark(
        String name,
        String measures,
        String subsystem,
        String program,
        @Nullable Path source,
        Needs needs,
        List<Parameter> parameters,
        PerKind<Integer> warmup,
        PerKind<Integer> iterations,
        int timeLimitSeconds,
        Steps steps,
        List<MetricSpec> metrics,
        @Nullable TestSet tests,
        String recipeSha256) {

    /** What a benchmark may be called. */
    static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    public Benchmark {
        parameters = List.copyOf(parameters);
        metrics = List.copyOf(metrics);
        if (!name.matches(NAME) || metrics.isEmpty() == (tests == null) || timeLimitSeconds < 1) {
            throw new IllegalArgumentException("not a benchmark: " + name);
        }
    }

    /** One that gives samples. */
    public Benchmark(
            String name,
            String measures,
            String subsystem,
            String program,
            @Nullable Path source,
            Needs needs,
            List<Parameter> parameters,
            PerKind<Integer> warmup,
            PerKind<Integer> iterations,
            int timeLimitSeconds,
            Steps steps,
            List<MetricSpec> metrics,
            String recipeSha256) {
        this(
                name,
                measures,
                subsystem,
                program,
                source,
                needs,
                parameters,
                warmup,
                iterations,
                timeLimitSeconds,
                steps,
                metrics,
                null,
                recipeSha256);
    }

    /** Whether it gives results of tests and no samples. */
    public boolean isTestSet() {
        return tests != null;
    }

    /** The parameter of this name. */
    public Optional<Parameter> parameter(String parameter) {
        return parameters.stream().filter(each -> each.name().equals(parameter)).findFirst();
    }

    /** The metric of this name; else a {@link UsageException} that names the known ones. */
    public MetricSpec metric(String metric) {
        List<String> known = metrics.stream().map(MetricSpec::name).toList();
        return metrics.stream()
                .filter(each -> each.name().equals(metric))
                .findFirst()
                .orElseThrow(() -> new UsageException("Unknown metric \"" + metric + "\" of benchmark " + name + ";"
                        + Suggestion.sentence(metric, known) + " known: " + String.join(", ", known) + "."));
    }

    /** What is wrong with these parameter values, or nothing. */
    Optional<String> objection(Map<String, String> values) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (isTestSet() && each.getKey().equals(TestSet.PLACEHOLDER)) {
                if (!TestSet.isName(each.getValue())) {
                    return Optional.of("\"" + each.getValue() + "\" is not the name of a test");
                }
                continue;
            }
            Optional<Parameter> parameter = parameter(each.getKey());
            if (parameter.isEmpty()) {
                return Optional.of("benchmark " + name + " has no parameter \"" + each.getKey() + "\";"
                        + Suggestion.sentence(each.getKey(), known) + " known: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
            List<String> allowed = parameter.get().allowed();
            if (!allowed.contains(each.getValue())) {
                return Optional.of("parameter " + each.getKey() + " of benchmark " + name + " must be one of "
                        + String.join(", ", allowed) + " (found \"" + each.getValue() + "\")");
            }
        }
        return Optional.empty();
    }
}
