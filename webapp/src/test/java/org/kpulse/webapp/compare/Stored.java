package org.kpulse.webapp.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.IndexWeightsFile;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunTiming;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.Role;
import org.kpulse.harness.store.RunStore;

/**
 * Experiments of three metrics on one platform, stored as a real one is: {@code hackbench/time} is what a test says, {@code
 * hackbench/rate} never changes, {@code hackbench/noisy} varies too much to say anything.
 */
public final class Stored {

    /** Names that would do harm if a page put them out as they are. */
    public static final String HOSTILE = "git:\"><script>alert('x')</script>#\u202egpj";

    public static final String PLATFORM = "qemu-time";

    private static final Path WEIGHTS = Path.of("..", "benchmarks", IndexWeightsFile.NAME);
    private static final double[] STEADY = {0.9995, 1, 1.0005};
    private static final double[] NOISY = {0.7, 1, 1.4};

    private final Database database;
    private final long platform;
    private final long suite;

    public Stored(Database database) {
        this.database = database;
        platform = new PlatformStore(database)
                .save(new Platform(PLATFORM, Platform.Kind.TIME, Architecture.X86_64, "tcg", 2, 1024, "Xeon"));
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        long benchmark = benchmarks.save(new BenchmarkRow(
                "hackbench",
                "b".repeat(64),
                List.of(
                        new BenchmarkRow.MetricRow("time", "s<i>", Direction.LOWER_IS_BETTER),
                        new BenchmarkRow.MetricRow("rate", "ops/s", Direction.HIGHER_IS_BETTER),
                        new BenchmarkRow.MetricRow("noisy", "us", Direction.LOWER_IS_BETTER))));
        suite = benchmarks.saveSuite("smoke", List.of(benchmark));
    }

    /** The id of a kernel; those of one digit have one image. */
    public long kernel(String ref, char digit) {
        return new KernelStore(database)
                .save(new Kernel(
                        ref,
                        ref.substring(ref.indexOf(':') + 1),
                        Architecture.X86_64,
                        Path.of("/nowhere/bzImage"),
                        String.valueOf(digit).repeat(64),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** A finished experiment whose comparison is frozen; {@code time} of the candidate is that of the base times {@code factor}. */
    public PlatformComparison experiment(long base, long candidate, double factor) {
        return experiment(base, candidate, factor, STEADY.length);
    }

    /** The same with so many boots a side, at most three. */
    public PlatformComparison experiment(long base, long candidate, double factor, int boots) {
        long id = begun(base, candidate);
        for (JobStore.JobRow job : new JobStore(database).ofExperiment(id)) {
            double times = job.role().equals(Optional.of(Role.CANDIDATE)) ? factor : 1;
            for (int boot = 0; boot < boots; boot++) {
                run(job.id(), boot, Optional.empty(), samples(times, boot));
            }
        }
        KernelStore kernels = new KernelStore(database);
        return new Comparison(database, IndexWeightsFile.read(WEIGHTS))
                .ofExperiment(
                        id,
                        new PlatformStore(database).findByName(PLATFORM).get(0),
                        kernels.find(base).orElseThrow(),
                        kernels.find(candidate).orElseThrow());
    }

    /** The id of an experiment that has no runs yet. */
    public long begun(long base, long candidate) {
        return new ExperimentStore(database)
                .create(
                        new ExperimentStore.NewExperiment(base, candidate, suite, "{\"boots\": 3}"),
                        List.of(
                                new ExperimentStore.NewJob(platform, Role.BASE, STEADY.length),
                                new ExperimentStore.NewJob(platform, Role.CANDIDATE, STEADY.length)));
    }

    /** A run of an experiment's first job that failed just now. */
    public void failed(long experiment, int attempt, Fault fault) {
        JobStore.JobRow job = new JobStore(database).ofExperiment(experiment).get(0);
        save(new RunSlot(job.id(), 0, attempt, 1), Optional.of(fault), List.of());
    }

    private void run(long job, int boot, Optional<Fault> fault, List<Sample> samples) {
        save(new RunSlot(job, boot, 0, boot + 1L), fault, samples);
    }

    private void save(RunSlot slot, Optional<Fault> fault, List<Sample> samples) {
        Provenance provenance = new Provenance(
                "quiet", "qemu", "QEMU 7.2", "Xeon", 0.5, 0, "c".repeat(64), "d".repeat(64), "0.1.0", Optional.empty());
        Duration second = Duration.ofSeconds(1);
        new RunStore(database)
                .save(new RunRecord(
                        slot,
                        Instant.now().minusSeconds(60 - slot.boot()),
                        new RunTiming(second, second, second),
                        fault,
                        provenance,
                        List.of(),
                        samples,
                        "runs/x",
                        List.of(),
                        fault.isPresent() ? "last line" : "",
                        List.of()));
    }

    private static List<Sample> samples(double times, int boot) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double step = 1 + i / 10_000.0;
            samples.add(new Sample("hackbench", "time", i, 2 * times * STEADY[boot] * step));
            samples.add(new Sample("hackbench", "rate", i, 1000 * STEADY[boot] * step));
            samples.add(new Sample("hackbench", "noisy", i, 50 * NOISY[boot] * step));
        }
        return samples;
    }
}
