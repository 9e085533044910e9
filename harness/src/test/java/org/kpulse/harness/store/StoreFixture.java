package org.kpulse.harness.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunTiming;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.run.StepResult;

/**
 * Valid kernels, platforms, jobs and runs for tests, stored in a database.
 *
 * @param database where
 * @param base id of the base kernel
 * @param candidate id of the candidate kernel
 * @param platform id of the platform
 * @param suite id of the suite: benchmark {@code hackbench} with {@code metrics} metrics {@code m0}, {@code m1}, ...
 * @param metrics how many
 */
public record StoreFixture(Database database, long base, long candidate, long platform, long suite, int metrics) {

    static final Instant STARTED = Instant.parse("2026-03-29T01:30:00.123456Z");

    /** Everything an experiment needs, told apart from other tests' by {@code tag} (a digit or lower-case letter a-f). */
    public static StoreFixture in(Database database, char tag, int metrics) {
        KernelStore kernels = new KernelStore(database);
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        long benchmark = benchmarks.save(benchmark(tag, metrics));
        return new StoreFixture(
                database,
                kernels.save(kernel("debian:6.1.0-" + tag, tag)),
                kernels.save(kernel("debian:6.1.1-" + tag, tag)),
                new PlatformStore(database).save(platform("qemu-" + tag)),
                benchmarks.saveSuite("smoke-" + tag, List.of(benchmark)),
                metrics);
    }

    /** A kernel that is on no disk. */
    public static Kernel kernel(String ref, char digit) {
        return new Kernel(
                ref,
                ref.replaceFirst("^.*:", ""),
                Architecture.X86_64,
                Path.of("/nowhere/bzImage"),
                String.valueOf(digit).repeat(64),
                Optional.empty(),
                Optional.empty(),
                Optional.of("1.0"));
    }

    static Platform platform(String name) {
        return new Platform(name, Platform.Kind.INSTRUCTIONS, Architecture.X86_64, "tcg", 1, 512, "QEMU 7.2.22");
    }

    static BenchmarkRow benchmark(char digit, int metrics) {
        List<BenchmarkRow.MetricRow> rows = new ArrayList<>();
        for (int i = 0; i < metrics; i++) {
            rows.add(new BenchmarkRow.MetricRow("m" + i, "s", Direction.LOWER_IS_BETTER));
        }
        return new BenchmarkRow("hackbench", String.valueOf(digit).repeat(64), rows);
    }

    /** What {@link #experiment} makes, for finding it again. */
    ExperimentStore.NewExperiment plan(String settings) {
        return new ExperimentStore.NewExperiment(base, candidate, suite, settings);
    }

    /** The jobs of a new experiment: base, candidate. */
    public List<JobStore.JobRow> experiment(String settings) {
        long id = new ExperimentStore(database)
                .create(
                        plan(settings),
                        List.of(
                                new ExperimentStore.NewJob(platform, Role.BASE, 3),
                                new ExperimentStore.NewJob(platform, Role.CANDIDATE, 3)));
        return new JobStore(database).ofExperiment(id);
    }

    /** A finished run with this many iterations of every metric; values tell metric and iteration apart. */
    public RunRecord finished(long jobId, int boot, int iterations) {
        List<Sample> samples = new ArrayList<>();
        for (int metric = 0; metric < metrics; metric++) {
            for (int i = 0; i < iterations; i++) {
                samples.add(new Sample("hackbench", "m" + metric, i, 1 + metric + i / 1000.0 + boot / 7.0));
            }
        }
        return run(new RunSlot(jobId, boot, 0, 42 + boot), Optional.empty(), samples);
    }

    /** A run with these samples. */
    public static RunRecord run(RunSlot slot, Optional<Fault> fault, List<Sample> samples) {
        Provenance provenance = new Provenance(
                "console=ttyS0 quiet",
                "qemu-system-x86_64 -smp 1",
                "QEMU 7.2.22",
                "Xeon",
                0.5,
                1.25,
                "c".repeat(64),
                "d".repeat(64),
                "0.1.0",
                Optional.empty());
        return new RunRecord(
                slot,
                STARTED.plusSeconds(slot.boot()),
                new RunTiming(Duration.ofMillis(2000), Duration.ofMillis(30_250), Duration.ofMillis(33_000)),
                fault,
                provenance,
                List.of(new StepResult("hackbench", -1, 0, 1.5), new StepResult("hackbench", 0, 0, 1.25)),
                samples,
                "runs/" + slot.jobId() + "/" + slot.boot(),
                List.of("WARNING: \"quoted\", with {braces}\tand tab"),
                fault.isPresent() ? "last line\0\nKernel panic" : "",
                List.of());
    }
}
