package org.kpulse.harness.experiment;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.index.Weights;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.Extraction;
import org.kpulse.harness.benchmark.MetricParsers;
import org.kpulse.harness.benchmark.MetricSpec;
import org.kpulse.harness.benchmark.Needs;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.PerKind;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.Steps;
import org.kpulse.harness.benchmark.TestFormat;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.benchmark.TestSource;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.qemu.Acceleration;
import org.kpulse.harness.machine.qemu.Calibration;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.report.Reporter;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.runner.Runner;
import org.kpulse.harness.runner.SuitePlan;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobState;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.RunStore;
import org.kpulse.harness.store.StoreFixture;
import org.kpulse.harness.store.TwinQuery;

/** An experiment of 3 boots a side with one benchmark on a fake machine, stored in a real database. */
final class JobLoopFixture {

    static final String BENCHMARK = "hackbench";
    static final int BOOTS = 3;
    static final RetryPolicy POLICY = new RetryPolicy(2);

    final FakeMachine machine;
    final String base;
    final String candidate;
    private final Database database;
    private final StateDirectory state;
    private final StoreFixture fixture;
    private final Platform platform;
    private List<JobStore.JobRow> jobs;
    private CrashDumps dumps = new CrashDumps(CrashDumps.When.OFF, plain -> plain, Progress.silent());

    JobLoopFixture(Database database, Path directory, char tag) {
        this.database = database;
        this.state = new StateDirectory(directory);
        this.fixture = StoreFixture.in(database, tag, 1);
        this.platform = new PlatformStore(database)
                .list().stream()
                        .filter(p -> p.id() == fixture.platform())
                        .findFirst()
                        .orElseThrow()
                        .platform();
        this.machine = new FakeMachine(platform);
        this.base = "6.1.0-" + tag;
        this.candidate = "6.1.1-" + tag;
        this.jobs = fixture.experiment("{}");
    }

    /** From now on boots are made ready to leave a crash dump when this says so. */
    void dumping(CrashDumps other) {
        dumps = other;
    }

    /** The same kernels and platform again, in another experiment. */
    void anotherExperiment() {
        jobs = fixture.experiment("{}");
    }

    long experiment() {
        return jobs.get(0).experimentId().orElseThrow();
    }

    long job(Side side) {
        return jobs.get(side == Side.BASE ? 0 : 1).id();
    }

    JobState state(Side side) {
        return new JobStore(database).find(job(side)).orElseThrow().state();
    }

    void end(Side side, JobState with) {
        new JobStore(database).state(job(side), with);
    }

    /** {@code boot.attempt STATE} of every stored run of the side. */
    List<String> stored(Side side) {
        return new RunStore(database)
                .ofJob(job(side)).stream()
                        .map(r -> r.slot().boot() + "." + r.slot().attempt() + " " + r.state())
                        .toList();
    }

    /** Works through what is missing, so many boots at a time. */
    List<RunRecord> run(int lanes) {
        return run(lanes, BOOTS);
    }

    /** The same in several looks, after each of which each kernel has so many boots. */
    List<RunRecord> run(int lanes, int... looks) {
        JobLoop loop = loop(lanes);
        for (int boots : looks) {
            loop.run(boots);
        }
        return loop.finish(looks[looks.length - 1]);
    }

    /** What works through the boots, so many at a time. */
    JobLoop loop(int lanes) {
        Benchmark benchmark = benchmark();
        PlannedBenchmark planned = new PlannedBenchmark(benchmark, Map.of(), 0, 1);
        Map<Side, Prepared> prepared = new EnumMap<>(Side.class);
        prepared.put(Side.BASE, prepared("debian:" + base, planned));
        prepared.put(Side.CANDIDATE, prepared("debian:" + candidate, planned));
        Calibration calibration = new Calibration(Acceleration.TCG, "fake", Duration.ofSeconds(1));
        BootLimits limits = BootLimits.calibrated(Duration.ofSeconds(1), Duration.ofSeconds(60));
        PlatformJobs work = new PlatformJobs(
                new PooledMachine(machine, calibration, limits, lanes),
                new SuitePlan("smoke", platform, List.of(planned)),
                prepared,
                fixture.platform(),
                Map.of(Side.BASE, job(Side.BASE), Side.CANDIDATE, job(Side.CANDIDATE)),
                List.of());
        Runner runner =
                new Runner(machine, limits, new OutputParser(MetricParsers.builtIn()), state, Clock.systemUTC());
        JobLoop.Stores stores = new JobLoop.Stores(
                new RunStore(database),
                new JobStore(database),
                new DeterminismCheck(new TwinQuery(database), Progress.silent()));
        return new JobLoop(work, runner, POLICY, stores, dumps, Progress.silent());
    }

    /** Name of the platform. */
    String platform() {
        return platform.name();
    }

    int wanted(Side side) {
        return new JobStore(database).find(job(side)).orElseThrow().bootsWanted();
    }

    /** A recipe that gives results of tests. */
    static Benchmark testSet(String name) {
        TestSet tests = new TestSet(new TestSource.Folder(Path.of("/nowhere")), TestFormat.EXIT_CODE, 60, Map.of());
        return new Benchmark(
                name,
                "nothing",
                "scheduler",
                "true",
                null,
                new Needs(List.of(), Needs.Scratch.NONE, 0, 64),
                List.of(),
                new PerKind<>(0, 0),
                new PerKind<>(1, 1),
                10,
                new Steps("", "true", ""),
                List.of(),
                tests,
                "0".repeat(64));
    }

    /** The report of the experiment as it is stored now. */
    RunReport report() {
        return new Reporter(database, new Comparison(database, Weights.byRule()), POLICY)
                .report(
                        experiment(),
                        "smoke",
                        new RunReport.Timing(0, 0, 0, 0),
                        new RunReport.Places("", "", java.util.Optional.empty()));
    }

    private static Benchmark benchmark() {
        Extraction value = new Extraction.Lines(Pattern.compile("value (\\S+)"), 1, Extraction.Take.LAST);
        return new Benchmark(
                BENCHMARK,
                "nothing",
                "scheduler",
                "true",
                null,
                new Needs(List.of(), Needs.Scratch.NONE, 0, 64),
                List.of(),
                new PerKind<>(0, 0),
                new PerKind<>(1, 1),
                10,
                new Steps("", "true", ""),
                List.of(new MetricSpec("m0", "s", Direction.LOWER_IS_BETTER, "a time", value)),
                "0".repeat(64));
    }

    private static Prepared prepared(String ref, PlannedBenchmark planned) {
        Kernel kernel = StoreFixture.kernel(ref, 'e');
        Path nowhere = Path.of("/nowhere");
        return new Prepared(kernel, nowhere, nowhere, "a".repeat(64), "b".repeat(64), 64, List.of(planned));
    }
}
