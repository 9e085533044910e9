package org.kpulse.harness.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.job.JobTranscript;
import org.kpulse.harness.kernel.Kernel;

/**
 * Sees something of a run beside its samples, without changing them. The exact profiler is the first; counters that a guest reads
 * (vmstat, iostat, perf) are others.
 */
public interface Collector {

    /** What it collects, as {@code runs show} calls it. */
    String name();

    /**
     * What it adds to the machine's command line for one boot; must not change what the guest sees.
     *
     * @param directory of the run, where the collector may have files written
     */
    List<String> machineOptions(Path directory);

    /**
     * What it saw, after the machine has ended in whatever way; deletes its files. Empty if there is nothing to keep.
     *
     * @param transcript what the guest reported
     * @param plan what it was to run
     */
    Optional<? extends Collected> collect(
            Path directory, JobTranscript transcript, Kernel kernel, List<PlannedBenchmark> plan);
}
