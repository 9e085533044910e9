package org.kpulse.bisect.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kpulse.analysis.profile.CommitWeight;
import org.kpulse.analysis.profile.FunctionChange;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.CheckRow;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.patch.CommitDiff;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;

/** Checks of culprits with real kernels. */
final class HarnessChecks implements CheckLab {

    private static final int MOST_FUNCTIONS = 10;

    private final Lab lab;
    private final Database database;
    private final HarnessLab builds;

    HarnessChecks(Lab lab, Database database, HarnessLab builds) {
        this.lab = lab;
        this.database = database;
        this.builds = builds;
    }

    /** The patch that takes it back may not apply; the build then says so. */
    @Override
    public Optional<String> withoutCommit(BisectionRow bisection, String revision) {
        String tree = "git:" + bisection.request().tree() + "#";
        String patch = kernels().takenBack(KernelRef.parse(tree + revision));
        Path directory = lab.state().bisections().resolve(String.valueOf(bisection.id()));
        Path file = directory.resolve("without-" + revision + ".mbox");
        try {
            Files.createDirectories(directory);
            Path partial = directory.resolve("patch.partial");
            Files.writeString(partial, patch, StandardCharsets.UTF_8);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfraException("Cannot write " + file + ": " + e.getMessage() + ".", e);
        }
        return Optional.of(tree + bisection.request().bad() + "+patch:" + file);
    }

    @Override
    public ProbeLab.Build buildRef(String ref, int layout) {
        return builds.buildRef(ref, layout);
    }

    @Override
    public Judgement judge(BisectionRow bisection, CheckRow check, List<Double> base, List<Double> candidate) {
        BisectionStore store = new BisectionStore(database);
        List<ProbeRow> probes = store.probes().list(bisection.id());
        int bad = store.candidates(bisection.id()).graph().bad();
        double ends = Judging.expected(
                mean(probes, bisection.platform(), bad) - mean(probes, bisection.platform(), CommitGraph.GOOD),
                store.decisions(bisection.id()));
        double expected = check.kind() == CheckRow.Kind.PLATFORM
                ? Math.copySign(bisection.request().terms().claim(), ends)
                : ends;
        return bisection.request().wanted() instanceof Wanted.Metric
                ? Judging.levels(
                        base,
                        candidate,
                        expected,
                        store.beforehand(bisection.id(), check.platform()).noise())
                : Judging.rates(base, candidate, expected);
    }

    private static double mean(List<ProbeRow> probes, String platform, int commit) {
        return probes.stream()
                .filter(p -> p.platform().equals(platform) && p.commit() == commit && p.purpose() == Probe.Purpose.ENDS)
                .flatMap(p -> p.samples().stream())
                .mapToDouble(v -> v)
                .average()
                .orElseThrow();
    }

    @Override
    public List<Moved> moved(BisectionRow bisection, CheckRow check, String culprit) {
        JobStore.JobRow job =
                new JobStore(database).find(check.jobs().base().orElseThrow()).orElseThrow();
        KernelRow parent = kernel(job.kernelId());
        KernelRow candidate = kernel(new JobStore(database)
                .find(check.jobs().candidate().orElseThrow())
                .orElseThrow()
                .kernelId());
        Map<String, Double> instructions = new LinkedHashMap<>();
        new ProfileComparison(database)
                .ofKernels(job.platformId(), parent, candidate)
                .forEach((phase, explanation) -> {
                    if (phase.benchmark().equals(bisection.request().wanted().benchmark())) {
                        explanation.changes().forEach(change -> larger(instructions, change));
                    }
                });
        Set<String> touched = touched(bisection, culprit);
        return instructions.entrySet().stream()
                .sorted(Comparator.comparingDouble(each -> -Math.abs(each.getValue())))
                .limit(MOST_FUNCTIONS)
                .map(each -> new Moved(each.getKey(), each.getValue(), touched.contains(each.getKey())))
                .toList();
    }

    /** The phases of a benchmark hold each other's parts; the largest says it all. */
    private static void larger(Map<String, Double> instructions, FunctionChange change) {
        instructions.merge(change.name(), change.difference(), (a, b) -> Math.abs(a) >= Math.abs(b) ? a : b);
    }

    private Set<String> touched(BisectionRow bisection, String culprit) {
        KernelRef ref = KernelRef.parse("git:" + bisection.request().tree() + "#" + culprit);
        try {
            CommitWeight.Touched touched =
                    new CommitDiff(lab.commands(), kernels().repository(ref)).touched(culprit);
            return touched.functions();
        } catch (UsageException e) {
            return Set.of(); // a merge that changes nothing of its own
        }
    }

    private KernelRow kernel(long id) {
        return new KernelStore(database).find(id).orElseThrow();
    }

    private GitKernels kernels() {
        return lab.gitKernels(build -> {});
    }
}
