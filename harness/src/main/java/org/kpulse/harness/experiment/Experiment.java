package org.kpulse.harness.experiment;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.KernelFaultException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.guest.GuestImage;
import org.kpulse.harness.guest.Makedumpfile;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.machine.qemu.Calibration;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.Preparer;
import org.kpulse.harness.runner.SuitePlan;
import org.kpulse.harness.store.BuildStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.Role;

/** The main job: fetches two kernels, boots each several times on each platform, and stores every run. */
public final class Experiment {

    private final Lab lab;
    private final Database database;
    private final Workspace workspace;
    private final Comparison comparison;

    /** @param workspace for files that live only while this runs */
    public Experiment(Lab lab, Database database, Workspace workspace, Comparison comparison) {
        this.comparison = comparison;
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
    }

    /**
     * What was done.
     *
     * @param id of the experiment in the database
     * @param setup time before the first boot
     * @param work what each platform's boots took, by platform name
     */
    public record Done(long id, Duration setup, Map<String, Work> work) {}

    /**
     * What the boots of one platform took in this invocation.
     *
     * @param wall from the first boot's preparation to the last one's end
     * @param runs made now, failed ones too
     */
    public record Work(Duration wall, List<RunRecord> runs) {}

    /**
     * Refuses what cannot be done, before anything is started or stored: an unknown suite or kernel, no QEMU. The answer is the
     * same request with exact references.
     */
    public static ExperimentRequest checked(Lab lab, ExperimentRequest request) {
        lab.catalog().suites().find(request.suite());
        KernelRef.parse(request.base());
        KernelRef.parse(request.candidate());
        lab.pool().qemu();
        if (PlatformBoots.dumps(lab) == CrashDumps.When.ALWAYS) {
            Makedumpfile.ofHost(lab.commands());
        }
        Kernels sources = lab.kernels();
        return new ExperimentRequest(
                sources.resolve(request.base(), lab.progress()).toString(),
                sources.resolve(request.candidate(), lab.progress()).toString(),
                request.suite(),
                request.platforms(),
                request.boots(),
                request.mostBoots());
    }

    /** Does it all; with {@code resume} goes on with the newest unfinished experiment of the same request. */
    public Done run(ExperimentRequest request, boolean resume) {
        if (resume && unfinished().isEmpty()) {
            throw new UsageException("There is no unfinished run to resume; start one without --resume.");
        }
        return run(
                request,
                registration -> resume ? registration.resumed(lab.progress()) : registration.created(id -> {}));
    }

    /**
     * Does it all for one who keeps the experiment's id: goes on with that experiment if it is unfinished and to measure exactly this,
     * else abandons it and begins another.
     */
    public Done run(ExperimentRequest request, Keeper keeper) {
        return run(request, registration -> registration.continued(keeper, lab.progress()));
    }

    private Done run(ExperimentRequest request, ToLongFunction<ExperimentRegistration> registered) {
        long begin = System.nanoTime();
        Suite suite = lab.catalog().suites().find(request.suite());
        Map<Side, Kernel> kernels = fetch(request);
        GuestImage image = lab.guestImage(suite);
        Busybox busybox = Busybox.ofHost(lab.commands());
        Calibration calibration = lab.pool().calibrate(kernel(kernels, Side.BASE), busybox);
        Preparer preparer =
                new Preparer(lab.programs(), busybox, image, lab.config().number(ConfigKey.SCRATCH), lab.progress());
        Map<String, PlatformJobs> work = new LinkedHashMap<>();
        for (String name : request.platforms()) {
            PooledMachine machine = lab.pool().machine(name, calibration);
            work.put(name, prepare(machine, suite, kernels, preparer));
        }
        ExperimentRegistration registration = new ExperimentRegistration(database, request, suite, kernels, work);
        long id = registered.applyAsLong(registration);
        Duration setup = Duration.ofNanos(System.nanoTime() - begin);
        PlatformBoots boots = new PlatformBoots(lab, database, workspace, comparison, suite, preparer);
        Map<String, Work> done = new LinkedHashMap<>();
        for (Map.Entry<String, PlatformJobs> each : withJobs(work, id).entrySet()) {
            long start = System.nanoTime();
            List<RunRecord> runs = boots.make(request, id, each.getValue());
            done.put(each.getKey(), new Work(Duration.ofNanos(System.nanoTime() - start), runs));
        }
        new ExperimentStore(database).finish(id);
        baselines(work, kernel(kernels, Side.BASE));
        return new Done(id, setup, done);
    }

    private List<ExperimentStore.ExperimentRow> unfinished() {
        return new ExperimentStore(database)
                .list(Integer.MAX_VALUE).stream()
                        .filter(e -> e.state().equals("RUNNING"))
                        .toList();
    }

    /** A platform's first base kernel is its baseline until a person sets another. */
    private void baselines(Map<String, PlatformJobs> work, Kernel base) {
        PlatformStore platforms = new PlatformStore(database);
        long kernelId = new KernelStore(database).save(base);
        work.values().stream()
                .map(PlatformJobs::platformId)
                .filter(id -> platforms.baseline(id).isEmpty())
                .forEach(id -> platforms.setBaseline(id, kernelId, "base kernel of the first finished run"));
    }

    private Map<Side, Kernel> fetch(ExperimentRequest request) {
        Kernels sources = lab.kernels(new BuildStore(database)::save);
        Map<Side, Kernel> kernels = new EnumMap<>(Side.class);
        try {
            kernels.put(Side.BASE, sources.fetch(request.base(), lab.progress()));
        } catch (KernelFaultException e) {
            throw e.ofBase();
        }
        kernels.put(Side.CANDIDATE, sources.fetch(request.candidate(), lab.progress()));
        return kernels;
    }

    private static Kernel kernel(Map<Side, Kernel> kernels, Side side) {
        return Optional.ofNullable(kernels.get(side)).orElseThrow();
    }

    private PlatformJobs prepare(PooledMachine machine, Suite suite, Map<Side, Kernel> kernels, Preparer preparer) {
        SuitePlan plan = new SuitePlan(
                suite.name(),
                machine.machine().platform(),
                suite.plan(machine.machine().platform().kind()));
        List<PlannedBenchmark> once = suite.oncePlan(plan.platform().kind());
        if (!once.isEmpty()) { // what cannot be made or run is said before the first boot
            preparer.bundle(new SuitePlan(suite.name(), plan.platform(), once).benchmarks());
        }
        Map<Side, Prepared> prepared = PlatformBoots.prepared(machine, plan, kernels, preparer, workspace.directory());
        long platformId = new PlatformStore(database).save(plan.platform());
        return new PlatformJobs(
                machine,
                plan,
                prepared,
                platformId,
                Map.of(),
                new ProfilingSetup(lab, database, workspace).collectors(machine, kernels.values(), preparer));
    }

    private Map<String, PlatformJobs> withJobs(Map<String, PlatformJobs> work, long experiment) {
        List<JobStore.JobRow> rows = new JobStore(database).ofExperiment(experiment);
        Map<String, PlatformJobs> result = new LinkedHashMap<>();
        work.forEach((name, jobs) -> {
            Map<Side, Long> ids = new EnumMap<>(Side.class);
            rows.stream()
                    .filter(r -> r.platformId() == jobs.platformId())
                    .forEach(r -> ids.put(r.role().orElseThrow() == Role.BASE ? Side.BASE : Side.CANDIDATE, r.id()));
            result.put(
                    name,
                    new PlatformJobs(
                            jobs.machine(), jobs.plan(), jobs.prepared(), jobs.platformId(), ids, jobs.collectors()));
        });
        return result;
    }
}
