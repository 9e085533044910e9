package org.kpulse.harness.experiment;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.benchmark.MetricParsers;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.Preparer;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.runner.Runner;
import org.kpulse.harness.runner.SuitePlan;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.RunStore;

/**
 * Boots kernels one at a time on one platform with one benchmark, as somebody else decides: for bisections. Each run is stored as
 * soon as it ended.
 */
public final class SingleBoots {

    private final Lab lab;
    private final Database database;
    private final Workspace workspace;
    private final PooledMachine machine;
    private final Preparer preparer;
    private final SuitePlan plan;
    private final long platformId;
    private final long suiteId;

    /**
     * Makes ready what all boots share: guest image, calibration, programs.
     *
     * @param entry the benchmark, with its parameters
     * @param platform name of a machine of the pool
     * @param any a kernel that boots, for the calibration of a host that has none
     */
    public SingleBoots(
            Lab lab, Database database, Workspace workspace, Suite.Entry entry, String platform, Kernel any) {
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
        Suite suite = new Suite("only-" + entry.benchmark().name(), "one benchmark", List.of(entry));
        Busybox busybox = Busybox.ofHost(lab.commands());
        this.machine = lab.pool().machine(platform, lab.pool().calibrate(any, busybox));
        this.preparer = new Preparer(
                lab.programs(), busybox, lab.guestImage(suite), lab.config().number(ConfigKey.SCRATCH), lab.progress());
        Platform of = machine.machine().platform();
        this.plan = new SuitePlan(suite.name(), of, suite.plan(of.kind()));
        this.platformId = new PlatformStore(database).save(of);
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        this.suiteId = benchmarks.saveSuite(
                suite.name(),
                plan.benchmarks().stream()
                        .map(each -> benchmarks.save(ExperimentRegistration.row(each)))
                        .toList());
    }

    /** The platform's id in the database. */
    public long platformId() {
        return platformId;
    }

    /** The id of a new job for boots of a kernel. */
    public long job(long kernelId, int boots) {
        return new JobStore(database).create(kernelId, platformId, suiteId, boots);
    }

    /**
     * Makes a boot unless it was made: a boot that fails is tried again in fresh boots up to the limit. {@link
     * org.kpulse.harness.store.BootQuery} says how it ended.
     *
     * @param boot its number; the seed is one more
     * @param retries fresh boots after one that failed, at most
     */
    public void make(Kernel kernel, long job, int boot, int retries) {
        RunStore runs = new RunStore(database);
        List<RunState> attempts = new ArrayList<>();
        runs.ofJob(job).stream().filter(run -> run.slot().boot() == boot).forEach(run -> attempts.add(run.state()));
        RetryPolicy policy = new RetryPolicy(retries);
        if (policy.after(attempts) != RetryPolicy.Next.RETRY) {
            return;
        }
        Prepared prepared = preparer.prepare(
                kernel,
                machine.machine(),
                preparer.bundle(plan.benchmarks()),
                plan.benchmarks(),
                workspace.directory());
        Runner runner = new Runner(
                        machine.machine(),
                        machine.limits(),
                        new OutputParser(MetricParsers.builtIn()),
                        lab.state(),
                        lab.clock())
                .collecting(
                        new ProfilingSetup(lab, database, workspace).collectors(machine, List.of(kernel), preparer));
        while (policy.after(attempts) == RetryPolicy.Next.RETRY) {
            RunRecord record = runner.run(new RunSlot(job, boot, attempts.size(), boot + 1L), prepared);
            runs.save(record);
            attempts.add(record.state());
        }
    }
}
