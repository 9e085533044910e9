package org.kpulse.harness.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Platform;

/**
 * A benchmark as one run executes it.
 *
 * @param benchmark the recipe
 * @param parameters the value of every parameter
 * @param warmup executions before the first that counts
 * @param iterations executions that count
 */
public record PlannedBenchmark(Benchmark benchmark, Map<String, String> parameters, int warmup, int iterations) {

    /** {@code {name}}, but not the shell's {@code ${name}}. */
    static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z][a-z0-9_]*)}");

    public PlannedBenchmark {
        parameters = Map.copyOf(parameters);
        benchmark.objection(parameters).ifPresent(wrong -> {
            throw new UsageException("Cannot run this: " + wrong + ".");
        });
        if (warmup < 0 || iterations < 1) {
            throw new IllegalArgumentException(
                    benchmark.name() + " with " + warmup + " and " + iterations + " iterations");
        }
        if (benchmark.isTestSet() && (warmup != 0 || iterations != 1)) {
            throw new UsageException("Test set " + benchmark.name() + " runs once a boot: fresh boots repeat it.");
        }
    }

    /** The benchmark with its defaults on platforms of this kind, some parameters changed. */
    public static PlannedBenchmark of(Benchmark benchmark, Platform.Kind kind, Map<String, String> changed) {
        Map<String, String> values = new TreeMap<>();
        benchmark
                .parameters()
                .forEach(each -> values.put(each.name(), each.defaultValue().on(kind)));
        values.putAll(changed);
        return new PlannedBenchmark(
                benchmark,
                values,
                benchmark.warmup().on(kind),
                benchmark.iterations().on(kind));
    }

    /** The same with another number of iterations. */
    public PlannedBenchmark withIterations(int count) {
        return new PlannedBenchmark(benchmark, parameters, warmup, count);
    }

    /** The shell lines with the parameters put in. */
    public Steps steps() {
        Steps steps = benchmark.steps();
        return new Steps(fill(steps.setup()), fill(steps.command()), fill(steps.teardown()));
    }

    /** Hash of recipe and parameter values: only samples with the same one are comparable. 64 hexadecimal digits. */
    public String workSha256() {
        StringBuilder text = new StringBuilder(benchmark.recipeSha256());
        new TreeMap<>(parameters)
                .forEach((name, value) ->
                        text.append('\n').append(name).append('=').append(value));
        return RecipeFolder.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String fill(String lines) {
        Matcher matcher = PLACEHOLDER.matcher(lines);
        return matcher.replaceAll(match -> {
            String value = parameters.get(match.group(1));
            if (value == null && benchmark.isTestSet() && match.group(1).equals(TestSet.PLACEHOLDER)) {
                return "";
            }
            if (value == null) {
                throw new IllegalArgumentException(benchmark.name() + " has no parameter " + match.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
