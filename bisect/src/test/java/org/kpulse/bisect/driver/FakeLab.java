package org.kpulse.bisect.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.kpulse.analysis.Direction;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.CheckRow;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;

/** Builds and boots that take no time: a level by commit, noise by commit and boot, always the same. */
final class FakeLab implements ProbeLab, CheckLab {

    final List<String> boots = new ArrayList<>();
    final List<String> builds = new ArrayList<>();
    final Set<String> unbuildable = new HashSet<>();
    /** Platforms that do not show the change. */
    final Set<String> blind = new HashSet<>();

    int faults;

    /** After so many boots no further one is begun. */
    int most = Integer.MAX_VALUE;

    private final Database database;
    private final Map<String, Double> levels;
    private final double sd;
    private final long platform;
    private final long suite;

    /** @param levels by revision; those without one are at 0 */
    FakeLab(Database database, Map<String, Double> levels, double sd) {
        this.database = database;
        this.levels = new HashMap<>(levels);
        this.sd = sd;
        this.platform = new PlatformStore(database)
                .save(new Platform(
                        "qemu-instructions", Platform.Kind.INSTRUCTIONS, Architecture.X86_64, "tcg", 1, 512, "fake"));
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        this.suite = benchmarks.saveSuite(
                "only-pipe",
                List.of(benchmarks.save(new BenchmarkRow(
                        "pipe",
                        "a".repeat(64),
                        List.of(new BenchmarkRow.MetricRow("time", "s", Direction.LOWER_IS_BETTER))))));
    }

    static String revision(int number) {
        return Sha256.ofText("commit " + number).substring(0, 40);
    }

    @Override
    public Build build(String revision, int layout) {
        builds.add(revision + "/" + layout);
        if (unbuildable.contains(revision)) {
            return new Unbuildable("DOES_NOT_BUILD: fs/pipe.c:7: error", 3);
        }
        String image = Sha256.ofText(revision + "/" + layout);
        long id = new KernelStore(database)
                .save(new Kernel(
                        "git:tree#" + revision,
                        "6.1.0",
                        Architecture.X86_64,
                        Path.of("/nowhere"),
                        image,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return new Built(id, revision, image, 10);
    }

    /** A reference is {@code git:tree#REVISION}, with {@code -REVISION} behind it for one that is taken back. */
    @Override
    public Build buildRef(String ref, int layout) {
        return build(ref.replaceFirst("^.*#", ""), layout);
    }

    @Override
    public long job(long kernelId, String name, int wanted) {
        return new JobStore(database).create(kernelId, platform, suite, wanted);
    }

    @Override
    public boolean isOver() {
        return boots.size() >= most;
    }

    @Override
    public Boot boot(Built kernel, String name, long job, int boot) {
        if (faults > 0) {
            faults--;
            throw new InfraException("The disk is full.");
        }
        boots.add(kernel.code().substring(0, 12) + " " + boot + " " + name);
        double noise = new Random(kernel.ref().hashCode() * 31L + boot).nextGaussian() * sd;
        double level = blind.contains(name) ? 0 : levels.getOrDefault(kernel.ref(), 0.0);
        return new Sample(level + noise, 1);
    }

    @Override
    public Optional<String> withoutCommit(BisectionRow bisection, String revision) {
        return Optional.of("git:tree#" + bisection.request().bad() + "-" + revision);
    }

    @Override
    public List<Moved> moved(BisectionRow bisection, CheckRow check, String culprit) {
        return List.of(new Moved("pipe_write", 50, true));
    }

    @Override
    public Judgement judge(BisectionRow bisection, CheckRow check, List<Double> base, List<Double> candidate) {
        double change = mean(candidate) - mean(base);
        return new Judgement(
                Optional.of(change > 0.5 ? CheckRow.Result.CONFIRMED : CheckRow.Result.REFUTED),
                "changed by " + change);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }
}
