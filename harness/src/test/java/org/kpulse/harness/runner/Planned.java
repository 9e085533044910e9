package org.kpulse.harness.runner;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.Extraction;
import org.kpulse.harness.benchmark.MetricSpec;
import org.kpulse.harness.benchmark.Needs;
import org.kpulse.harness.benchmark.PerKind;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.Steps;

/** Planned benchmarks for tests: one metric {@code time} that stands in a line {@code t=<number>}, a limit of 30 s. */
public final class Planned {

    private final String name;
    private Needs needs = new Needs(List.of("coreutils"), Needs.Scratch.NONE, 0, 64);
    private Steps steps = new Steps("", "true", "");
    private int warmup;
    private int iterations = 1;

    private Planned(String name) {
        this.name = name;
    }

    public static Planned named(String name) {
        return new Planned(name);
    }

    public Planned scratch(Needs.Scratch scratch, int mib) {
        needs = new Needs(needs.packages(), scratch, mib, needs.memoryMib());
        return this;
    }

    public Planned memory(int mib) {
        needs = new Needs(needs.packages(), needs.scratch(), needs.scratchMib(), mib);
        return this;
    }

    public Planned packages(String... packages) {
        needs = new Needs(List.of(packages), needs.scratch(), needs.scratchMib(), needs.memoryMib());
        return this;
    }

    public Planned steps(Steps lines) {
        steps = lines;
        return this;
    }

    public Planned times(int warmups, int runs) {
        warmup = warmups;
        iterations = runs;
        return this;
    }

    public PlannedBenchmark build() {
        MetricSpec metric = new MetricSpec(
                "time",
                "s",
                Direction.LOWER_IS_BETTER,
                "a time",
                new Extraction.Lines(Pattern.compile("^t=(.*)$"), 1, Extraction.Take.LAST));
        Benchmark benchmark = new Benchmark(
                name,
                "nothing",
                "syscall",
                "true",
                null,
                needs,
                List.of(),
                PerKind.both(warmup),
                PerKind.both(iterations),
                30,
                steps,
                List.of(metric),
                "0".repeat(64));
        return new PlannedBenchmark(benchmark, Map.of(), warmup, iterations);
    }
}
