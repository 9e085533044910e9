package org.kpulse.webapp;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.profile.Collected;
import org.kpulse.harness.profile.PhaseProfile;
import org.kpulse.harness.profile.RunProfile;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunTiming;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.Role;
import org.kpulse.harness.store.RunStore;

/** Kernels one after another on one platform, each with runs of {@code pipe}, as stores keep them. */
public final class History {

    /** Names that would do harm if a page put them out as they are. */
    public static final String HOSTILE = "git:\"><script>alert('k')</script>\u202egpj\u001b[31m";

    /** What runs that a fault ended have in their log. */
    public static final Crash CRASH = new Crash(
            CrashClass.PANIC,
            "panic: <b>pipe_write",
            "Kernel panic - not syncing: \u202e<i>oops",
            List.of("pipe_write [<b>]"));

    private final Database database;
    private final String name;
    private final long platform;
    private final long suite;

    /**
     * A history that is told from others by its platform.
     *
     * @param kind what the platform measures
     */
    public History(Database database, String platform, Platform.Kind kind) {
        this.database = database;
        this.name = platform;
        this.platform = new PlatformStore(database)
                .save(new Platform(platform, kind, Architecture.X86_64, "tcg", 1, 512, "Xeon"));
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        long benchmark = benchmarks.save(new BenchmarkRow(
                "pipe",
                Sha256.ofText("recipe"),
                List.of(
                        new BenchmarkRow.MetricRow("time", "us<i>", Direction.LOWER_IS_BETTER),
                        new BenchmarkRow.MetricRow("rate", "ops/s", Direction.HIGHER_IS_BETTER))));
        suite = benchmarks.saveSuite("smoke", List.of(benchmark));
    }

    /** The platform's name. */
    public String platform() {
        return name;
    }

    /** The platform's id. */
    public long platformId() {
        return platform;
    }

    /** The id of the kernel with this reference. */
    public long kernel(String ref) {
        return new KernelStore(database)
                .save(new Kernel(
                        ref,
                        "6.1",
                        Architecture.X86_64,
                        Path.of("/nowhere/bzImage"),
                        Sha256.ofText(ref),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("1.0")));
    }

    /** The id of a job of this kernel. */
    public long job(long kernel) {
        long experiment = new ExperimentStore(database)
                .create(
                        new ExperimentStore.NewExperiment(kernel, kernel, suite, "{}"),
                        List.of(new ExperimentStore.NewJob(platform, Role.CANDIDATE, 1)));
        return new JobStore(database).ofExperiment(experiment).get(0).id();
    }

    /** A kernel with a finished run for each of these times, three iterations each. */
    public long measured(String ref, double... times) {
        long kernel = kernel(ref);
        long job = job(kernel);
        for (int boot = 0; boot < times.length; boot++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                samples.add(new Sample("pipe", "time", i, times[boot]));
            }
            save(new RunSlot(job, boot, 0, boot + 1L), Optional.empty(), samples, List.of());
        }
        return kernel;
    }

    /** The id of a run that is stored now. */
    public long save(RunSlot slot, Optional<Fault> fault, List<Sample> samples, List<TestResult> tests) {
        Provenance provenance = new Provenance(
                "console=ttyS0 " + HOSTILE.replace("\u001b", ""),
                "qemu -smp 1",
                "QEMU 7.2",
                "Xeon",
                0.5,
                1.25,
                "c".repeat(64),
                "d".repeat(64),
                "0.1.0",
                Optional.empty());
        List<Collected> collected = fault.isPresent()
                ? List.of()
                : List.of(new RunProfile(
                        Optional.empty(),
                        List.of(new PhaseProfile(
                                "pipe", "", 2, 100, 10, Map.of("pipe_write", new FunctionCount(600, 4))))));
        return new RunStore(database)
                .save(new RunRecord(
                        slot,
                        Instant.now().minusSeconds(60 - slot.boot()),
                        new RunTiming(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(33)),
                        fault,
                        provenance,
                        List.of(new StepResult("pipe", -1, 0, 1.5), new StepResult("pipe", 0, 0, 1.25)),
                        samples,
                        "runs/x",
                        List.of("WARNING: <b>bold</b>"),
                        fault.isPresent()
                                ? "[    1.0] before <script>alert(1)</script>\n[    1.1] Kernel panic - not syncing: \u001b[31moops\u202e\n[    1.2] after"
                                : "",
                        collected,
                        tests,
                        fault.isPresent() ? List.of(CRASH) : List.of()));
    }
}
