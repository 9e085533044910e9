package org.kpulse.harness.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.repetition.RepetitionRules;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.benchmark.MetricParsers;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.job.Bundle;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.runner.DumpPreparer;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.Preparer;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.runner.Runner;
import org.kpulse.harness.runner.SuitePlan;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.RunStore;
import org.kpulse.harness.store.TwinQuery;

/** Makes all boots of one platform: those that measure, and after them those that run tests alone. */
final class PlatformBoots {

    private final Lab lab;
    private final Database database;
    private final Workspace workspace;
    private final Comparison comparison;
    private final Suite suite;
    private final Preparer preparer;

    PlatformBoots(
            Lab lab, Database database, Workspace workspace, Comparison comparison, Suite suite, Preparer preparer) {
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
        this.comparison = comparison;
        this.suite = suite;
        this.preparer = preparer;
    }

    /** All boots of one platform: those that measure, then those that run tests alone. */
    List<RunRecord> make(ExperimentRequest request, long id, PlatformJobs jobs) {
        JobLoop loop = loop(jobs);
        int made = measured(request, id, jobs, loop);
        SuitePlan plan = jobs.plan();
        TestBoots tests = new TestBoots(
                sets -> loop(running(jobs, sets)),
                () -> TestBoots.suspects(database, id, plan.platform().name()),
                lab.progress());
        int boots = tests.make(
                made, plan.benchmarks(), suite.oncePlan(plan.platform().kind()));
        List<RunRecord> runs = new ArrayList<>(loop.finish(boots));
        tests.used().forEach(each -> runs.addAll(each.finish(boots)));
        return runs;
    }

    private PlatformJobs running(PlatformJobs jobs, List<PlannedBenchmark> sets) {
        SuitePlan plan = new SuitePlan(jobs.plan().suite(), jobs.plan().platform(), sets);
        return jobs.running(plan, prepared(jobs.machine(), plan, kernels(jobs), preparer, workspace.directory()));
    }

    private static Map<Side, Kernel> kernels(PlatformJobs jobs) {
        Map<Side, Kernel> kernels = new EnumMap<>(Side.class);
        jobs.prepared().forEach((side, ready) -> kernels.put(side, ready.kernel()));
        return kernels;
    }

    /** Boots that measure, a fixed number or as many as the verdicts need; answers how many of each kernel. */
    private int measured(ExperimentRequest request, long id, PlatformJobs jobs, JobLoop loop) {
        Optional<RepetitionRules> rules = request.adaptive();
        if (rules.isEmpty()) {
            loop.run(request.boots());
            return request.boots();
        }
        int made = 0;
        for (int boots : rules.get().looks()) {
            loop.run(boots);
            made = boots;
            Optional<String> enough =
                    comparison.enough(id, jobs.platformId(), jobs.plan().platform(), rules.get());
            if (enough.isPresent()) {
                lab.progress().step(jobs.plan().platform().name() + ": " + enough.get());
                break;
            }
        }
        return made;
    }

    /** Both kernels ready to run this plan. */
    static Map<Side, Prepared> prepared(
            PooledMachine machine, SuitePlan plan, Map<Side, Kernel> kernels, Preparer preparer, Path directory) {
        Bundle bundle = preparer.bundle(plan.benchmarks());
        Map<Side, Prepared> prepared = new EnumMap<>(Side.class);
        kernels.forEach((side, kernel) ->
                prepared.put(side, preparer.prepare(kernel, machine.machine(), bundle, plan.benchmarks(), directory)));
        return prepared;
    }

    private JobLoop loop(PlatformJobs jobs) {
        Runner runner = new Runner(
                        jobs.machine().machine(),
                        jobs.machine().limits(),
                        new OutputParser(MetricParsers.builtIn()),
                        lab.state(),
                        lab.clock())
                .collecting(jobs.collectors());
        JobLoop.Stores stores = new JobLoop.Stores(
                new RunStore(database),
                new JobStore(database),
                new DeterminismCheck(new TwinQuery(database), lab.progress()));
        DumpPreparer ready = new DumpPreparer(lab.programs(), lab.commands(), lab.progress());
        Kernel capture = jobs.prepared(Side.BASE).kernel();
        CrashDumps dumps = new CrashDumps(
                dumps(lab), plain -> ready.dumping(plain, capture, workspace.directory()), lab.progress());
        RetryPolicy policy = new RetryPolicy(lab.config().number(ConfigKey.RUN_RETRIES));
        return new JobLoop(jobs, runner, policy, stores, dumps, lab.progress()).during(workspace.turn());
    }

    static CrashDumps.When dumps(Lab lab) {
        return CrashDumps.When.of(lab.config().text(ConfigKey.RUN_CRASH_DUMP));
    }
}
