package org.kpulse.harness.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.kpulse.harness.benchmark.MetricParsers;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KpulseException;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.qemu.Calibration;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.Preparer;
import org.kpulse.harness.runner.Runner;
import org.kpulse.harness.runner.SuitePlan;
import org.kpulse.harness.store.TwinQuery;

/** Boots one kernel twice at the same time with one seed on the instruction-counting machine and compares every sample. */
public final class DeterminismTrial {

    private static final long SEED = 1;

    private final Lab lab;
    private final Workspace workspace;

    public DeterminismTrial(Lab lab, Workspace workspace) {
        this.lab = lab;
        this.workspace = workspace;
    }

    /**
     * What came out.
     *
     * @param benchmarks how many were compared
     * @param samples how many of each boot
     * @param difference the first one found, empty when all samples are bit-identical
     */
    public record Result(int benchmarks, int samples, Optional<String> difference) {

        /** Whether every sample of both boots is the same to the last bit. */
        public boolean identical() {
            return difference.isEmpty();
        }
    }

    /** Runs the suite twice; a boot that fails is an {@link InfraException}. Stores nothing in the database. */
    public Result run(Kernel kernel, Calibration calibration, String suiteName) {
        Suite suite = lab.catalog().suites().find(suiteName);
        PooledMachine machine = lab.pool().machine(EmbeddedPool.INSTRUCTIONS, calibration);
        SuitePlan plan = new SuitePlan(
                suite.name(),
                machine.machine().platform(),
                suite.plan(machine.machine().platform().kind()));
        Preparer preparer = new Preparer(
                lab.programs(),
                Busybox.ofHost(lab.commands()),
                lab.guestImage(suite),
                lab.config().number(ConfigKey.SCRATCH),
                lab.progress());
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
                lab.clock());
        lab.progress().step("two boots of " + kernel.release() + " with one seed");
        List<RunRecord> runs = both(runner, prepared);
        Map<String, double[]> first = new TreeMap<>();
        runs.get(0).samples().stream()
                .collect(Collectors.groupingBy(s -> s.benchmark() + "/" + s.metric()))
                .forEach((key, samples) -> first.put(
                        key, samples.stream().mapToDouble(Sample::value).toArray()));
        return new Result(
                (int) runs.get(0).samples().stream()
                        .map(Sample::benchmark)
                        .distinct()
                        .count(),
                runs.get(0).samples().size(),
                DeterminismCheck.difference(runs.get(1).samples(), new TwinQuery.Twin(0, first)));
    }

    private static List<RunRecord> both(Runner runner, Prepared prepared) {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<RunRecord> first = pool.submit(() -> finished(runner, prepared, 0));
            Future<RunRecord> second = pool.submit(() -> finished(runner, prepared, 1));
            return List.of(first.get(), second.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("The check was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KpulseException ours) {
                throw ours;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static RunRecord finished(Runner runner, Prepared prepared, int boot) {
        RunRecord run = runner.run(new RunSlot(0, boot, 0, SEED), prepared);
        run.fault().ifPresent(fault -> {
            throw new InfraException(
                    "A boot failed: " + fault.code() + ": " + fault.detail() + " Log: " + run.logDirectory());
        });
        return run;
    }
}
