package org.kpulse.bisect.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.kpulse.analysis.profile.CommitWeight;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.graph.PriorWeights;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.Weighing;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.patch.CommitDiff;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;

/** Weighs by the exact profiles of the ends: functions that moved, code that was executed. */
final class ProfileWeigher implements Weigher {

    /** Reading what a commit touches takes some 10 ms; more candidates than this are not read. */
    private static final int MOST = 4000;

    private final Lab lab;
    private final Database database;

    ProfileWeigher(Lab lab, Database database) {
        this.lab = lab;
        this.database = database;
    }

    @Override
    public Weighing weigh(BisectionRow bisection, Candidates candidates, Ends ends) {
        int size = candidates.graph().size();
        if (size > MOST) {
            return new Weighing(List.of(), "All commits weigh the same: more than " + MOST + " are not read.");
        }
        JobStore jobs = new JobStore(database);
        JobStore.JobRow good = jobs.find(ends.good()).orElseThrow();
        JobStore.JobRow bad = jobs.find(ends.bad()).orElseThrow();
        CommitWeight.Evidence evidence = new ProfileComparison(database)
                .evidence(good.platformId(), kernel(good.kernelId()), kernel(bad.kernelId()));
        if (evidence.executed().isEmpty()) {
            return new Weighing(List.of(), "All commits weigh the same: there are no profiles of the ends.");
        }
        Path repository = lab.gitKernels(build -> {})
                .repository(KernelRef.parse("git:" + bisection.request().tree() + "#"
                        + bisection.request().bad()));
        CommitDiff diff = new CommitDiff(lab.commands(), repository);
        List<Double> factors = IntStream.range(0, size)
                .mapToObj(commit -> PriorWeights.bounded(factor(candidates.graph(), commit, diff, evidence)))
                .toList();
        long likely = factors.stream().filter(f -> f > CommitWeight.NEUTRAL).count();
        long unlikely = factors.stream().filter(f -> f < CommitWeight.NEUTRAL).count();
        return new Weighing(
                factors,
                evidence.moved().size() + " functions moved between the ends: " + likely + " of " + size
                        + " commits touch one and weigh more, " + unlikely
                        + " touch nothing that was executed and weigh less.");
    }

    /** A merge is weighed as one that changes nothing of its own: what it brings has commits of its own. */
    private static double factor(CommitGraph graph, int commit, CommitDiff diff, CommitWeight.Evidence evidence) {
        if (graph.parents(commit).length > 1) {
            return CommitWeight.LEAST;
        }
        try {
            return CommitWeight.of(diff.touched(graph.name(commit)), evidence);
        } catch (UsageException e) {
            return CommitWeight.LEAST; // it changes nothing
        }
    }

    private KernelRow kernel(long id) {
        return new KernelStore(database).find(id).orElseThrow();
    }
}
