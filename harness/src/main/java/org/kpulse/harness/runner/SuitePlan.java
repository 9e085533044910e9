package org.kpulse.harness.runner;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Platform;

/**
 * A suite as it runs on one platform.
 *
 * @param suite its name
 * @param platform where
 * @param benchmarks in order
 */
public record SuitePlan(String suite, Platform platform, List<PlannedBenchmark> benchmarks) {

    public SuitePlan {
        benchmarks = List.copyOf(benchmarks);
        if (benchmarks.isEmpty()) {
            throw new UsageException("Suite " + suite + " has no benchmark.");
        }
        for (PlannedBenchmark each : benchmarks) {
            int memory = each.benchmark().needs().memoryMib();
            if (memory > platform.memoryMib()) {
                throw new UsageException("Benchmark " + each.benchmark().name() + " needs " + memory
                        + " MiB of memory, " + platform.name() + " has " + platform.memoryMib() + ".");
            }
        }
    }

    /** Debian packages that the benchmarks need in the guest. */
    public SortedSet<String> packages() {
        SortedSet<String> packages = new TreeSet<>();
        benchmarks.forEach(b -> packages.addAll(b.benchmark().needs().packages()));
        return packages;
    }
}
