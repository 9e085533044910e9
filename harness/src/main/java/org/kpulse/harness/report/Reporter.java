package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.PlatformStore.PlatformRow;
import org.kpulse.harness.store.Role;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunQuery.Detail;
import org.kpulse.harness.store.TestQuery;

/** Puts together the report of an experiment from what is stored; the verdicts are frozen by the first report. */
public final class Reporter {

    private final Database database;
    private final Comparison comparison;
    private final RetryPolicy policy;

    /** @param policy what decides that a kernel's fault was repeated */
    public Reporter(Database database, Comparison comparison, RetryPolicy policy) {
        this.database = database;
        this.comparison = comparison;
        this.policy = policy;
    }

    /** The report of this experiment. */
    public RunReport report(long experimentId, String suite, RunReport.Timing timing, RunReport.Places places) {
        ExperimentStore.ExperimentRow experiment = new ExperimentStore(database)
                .find(experimentId)
                .orElseThrow(() -> new UsageException("There is no experiment " + experimentId + "."));
        KernelRow base = kernel(experiment.baseKernelId());
        KernelRow candidate = kernel(experiment.candidateKernelId());
        RunQuery query = new RunQuery(database);
        TestQuery tests = new TestQuery(database);
        List<Detail> details = query.list(RunQuery.Filter.ofExperiment(experimentId)).stream()
                .flatMap(row -> query.show(row.id()).stream())
                .sorted(Comparator.comparingLong(d -> d.run().id()))
                .toList();
        List<PlatformRow> known = new PlatformStore(database).list();
        List<RunReport.PlatformPart> parts = new ArrayList<>();
        new JobStore(database)
                .ofExperiment(experimentId).stream()
                        .map(JobStore.JobRow::platformId)
                        .distinct()
                        .forEach(id -> {
                            PlatformRow platform = known.stream()
                                    .filter(p -> p.id() == id)
                                    .findFirst()
                                    .orElseThrow();
                            List<Detail> here = details.stream()
                                    .filter(d -> d.run()
                                            .platform()
                                            .equals(platform.platform().name()))
                                    .toList();
                            PlatformComparison compared =
                                    comparison.ofExperiment(experimentId, platform, base, candidate);
                            parts.add(new RunReport.PlatformPart(
                                    compared,
                                    here.stream()
                                            .map(d -> new RunReport.RunLine(
                                                    d.run(), d.provenance().determinism()))
                                            .toList(),
                                    checks(here),
                                    TestChecks.of(
                                            platform.platform().name(),
                                            tests.ofExperiment(experimentId, Role.BASE),
                                            tests.ofExperiment(experimentId, Role.CANDIDATE)),
                                    CrashLine.of(
                                            platform.platform().name(),
                                            crashes(experimentId, Role.BASE),
                                            crashes(experimentId, Role.CANDIDATE)),
                                    new ProfileComparison(database).of(compared)));
                        });
        return new RunReport(experimentId, base, candidate, suite, parts, timing, places);
    }

    private CrashLine.Side crashes(long experiment, Role role) {
        CrashQuery query = new CrashQuery(database);
        return new CrashLine.Side(query.boots(experiment, role), query.ofExperiment(experiment, role));
    }

    private KernelRow kernel(long id) {
        return new KernelStore(database).find(id).orElseThrow();
    }

    private List<RunReport.Check> checks(List<Detail> runs) {
        return List.of(
                new RunReport.Check(
                        "boots that reached the end of the job", boots(runs, Role.BASE), boots(runs, Role.CANDIDATE)),
                new RunReport.Check(
                        "finished boots without a kernel warning",
                        warnings(runs, Role.BASE),
                        warnings(runs, Role.CANDIDATE)));
    }

    /** Boots, not attempts: one crash that a fresh boot does not repeat accuses nobody. Faults of ours count for neither. */
    private RunReport.Check.Count boots(List<Detail> runs, Role role) {
        Map<Integer, List<RunState>> attempts = new TreeMap<>();
        runs.stream()
                .map(Detail::run)
                .filter(r -> r.role().equals(Optional.of(role)))
                .forEach(r -> attempts.computeIfAbsent(r.slot().boot(), boot -> new ArrayList<>())
                        .add(r.state()));
        int passed = (int) attempts.values().stream()
                .filter(s -> policy.after(s) == RetryPolicy.Next.DONE)
                .count();
        List<List<RunState>> failed = attempts.values().stream()
                .filter(s -> policy.after(s) == RetryPolicy.Next.KERNEL_FAILED)
                .toList();
        int seen = (int) failed.stream()
                .flatMap(List::stream)
                .filter(s -> s == RunState.KERNEL_FAILED)
                .count();
        return new RunReport.Check.Count(passed, failed.size(), seen);
    }

    private static RunReport.Check.Count warnings(List<Detail> runs, Role role) {
        Predicate<Detail> finished =
                d -> d.run().role().equals(Optional.of(role)) && d.run().state() == RunState.FINISHED;
        int with = (int) runs.stream()
                .filter(finished)
                .filter(d -> !d.kernelWarnings().isEmpty())
                .count();
        int all = (int) runs.stream().filter(finished).count();
        return new RunReport.Check.Count(all - with, with, with);
    }
}
