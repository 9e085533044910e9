package org.kpulse.harness.benchmark;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.platform.Platform;

/**
 * A named list of benchmarks, in the order they run.
 *
 * @param name as the user names it: {@code smoke}
 * @param description what it is for
 * @param entries at least one, of every boot
 * @param once test sets that run in one boot of their own, after all others
 */
public record Suite(String name, String description, List<Entry> entries, List<Entry> once) {

    /**
     * A benchmark of a suite.
     *
     * @param benchmark the recipe
     * @param parameters values that differ from the recipe's defaults
     * @param iterations instead of the recipe's, or null
     */
    public record Entry(
            Benchmark benchmark,
            Map<String, String> parameters,
            @Nullable PerKind<Integer> iterations) {

        public Entry {
            parameters = Map.copyOf(parameters);
        }

        PlannedBenchmark on(Platform.Kind kind) {
            PlannedBenchmark planned = PlannedBenchmark.of(benchmark, kind, parameters);
            return iterations == null ? planned : planned.withIterations(iterations.on(kind));
        }
    }

    public Suite {
        entries = List.copyOf(entries);
        once = List.copyOf(once);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("suite " + name + " has no benchmarks");
        }
        if (!once.stream().allMatch(each -> each.benchmark().isTestSet())) {
            throw new IllegalArgumentException("suite " + name + " would run once what is no test set");
        }
    }

    /** One whose boots are all alike. */
    public Suite(String name, String description, List<Entry> entries) {
        this(name, description, entries, List.of());
    }

    /** What one run on a platform of this kind executes, in order. */
    public List<PlannedBenchmark> plan(Platform.Kind kind) {
        return planned(entries, kind);
    }

    /** What the one boot for {@link #once} executes; may be nothing. */
    public List<PlannedBenchmark> oncePlan(Platform.Kind kind) {
        return planned(once, kind);
    }

    private static List<PlannedBenchmark> planned(List<Entry> entries, Platform.Kind kind) {
        return entries.stream().map(each -> each.on(kind)).toList();
    }

    /** The Debian packages that the guest needs for it, each once, sorted. */
    public List<String> packages() {
        return Stream.concat(entries.stream(), once.stream())
                .flatMap(each -> each.benchmark().needs().packages().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
