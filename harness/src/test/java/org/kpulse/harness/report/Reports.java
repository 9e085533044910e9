package org.kpulse.harness.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.index.IndexCalculator;
import org.kpulse.analysis.index.IndexRules;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.analysis.index.Weights;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.RunTiming;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.Role;
import org.kpulse.harness.store.RunRow;

/** Reports and their parts for tests, with fixed numbers. */
public final class Reports {

    public static final KernelRow BASE = kernel(1, "debian:6.1.0-49-cloud-amd64", Optional.of("6.1.170-1"));
    public static final KernelRow CANDIDATE = kernel(2, "image:/boot/bzImage", Optional.empty());
    public static final Platform TIME =
            new Platform("qemu-time", Platform.Kind.TIME, Architecture.X86_64, "tcg", 2, 1024, "Xeon, QEMU 7.2.22");
    public static final Platform INSTRUCTIONS = new Platform(
            "qemu-instructions", Platform.Kind.INSTRUCTIONS, Architecture.X86_64, "tcg", 1, 1024, "QEMU 7.2.22");

    private Reports() {}

    static KernelRow kernel(long id, String ref, Optional<String> version) {
        String release = ref.replaceFirst("^debian:", "").replaceFirst("^image:.*", "6.12.3");
        return new KernelRow(
                id, ref, release, Architecture.X86_64, String.valueOf(id).repeat(64), Optional.empty(), version);
    }

    /** Samples of one metric; each inner array is a boot. */
    public static MetricSamples metric(String benchmark, String metric, double[][] base, double[][] candidate) {
        return new MetricSamples(
                new MetricKey(benchmark, metric), "us", Direction.LOWER_IS_BETTER, boots(base), boots(candidate));
    }

    private static List<BootSamples> boots(double[][] values) {
        List<BootSamples> boots = new ArrayList<>();
        for (double[] each : values) {
            boots.add(BootSamples.of("boot " + boots.size(), each));
        }
        return boots;
    }

    /** The boots around this value, each with two iterations, that differ by this share. */
    public static double[][] around(double value, double share, int boots) {
        double[][] all = new double[boots][];
        for (int i = 0; i < boots; i++) {
            double boot = value * (1 + share * (i - (boots - 1) / 2.0));
            all[i] = new double[] {boot, boot * 1.001};
        }
        return all;
    }

    /** A platform's comparison of these metrics. */
    public static PlatformComparison comparison(Platform platform, MetricSamples... metrics) {
        List<MetricSamples> all = Arrays.asList(metrics);
        Set<MetricKey> keys = new TreeSet<>();
        all.forEach(m -> keys.add(m.key()));
        Optional<PerformanceIndex> index = all.stream().anyMatch(m -> !m.hasZero())
                ? Optional.of(IndexCalculator.compute(all, keys, Weights.byRule(), IndexRules.DEFAULT))
                : Optional.empty();
        return new PlatformComparison(
                platform,
                BASE,
                CANDIDATE,
                all.isEmpty() ? List.of() : Comparer.compare(all, ComparisonRules.forTime()),
                List.of(),
                index,
                List.of());
    }

    /** Every verdict, a base of 0, and metrics of a single boot. */
    public static PlatformComparison everything() {
        PlatformComparison all = comparison(
                TIME,
                metric("hackbench-pipe-process", "time", around(0.25, 0.001, 3), around(0.27, 0.001, 3)),
                metric("perf-sched-pipe", "round-trip", around(140, 0.001, 3), around(120, 0.001, 3)),
                metric("syscall-latency", "getppid", around(456.7, 0.0001, 3), around(456.8, 0.0001, 3)),
                metric("syscall-latency", "fork-wait", around(1_430_589, 0.05, 3), around(1_503_081, 0.3, 3)),
                metric("syscall-latency", "misses", around(0, 0, 3), around(12, 0.01, 3)),
                metric("tbench", "latency", around(3, 0, 1), around(4, 0, 1)));
        return new PlatformComparison(
                all.platform(),
                all.base(),
                all.candidate(),
                all.metrics(),
                List.of(new MetricKey("fio-randread-ext4", "latency")),
                all.index(),
                List.of("not only the kernel differs: guest image of base 0123456789ab, of candidate ba9876543210"));
    }

    /** A run of a side. */
    public static RunReport.RunLine run(long id, Role role, int boot, int attempt, RunState state) {
        boolean finished = state == RunState.FINISHED;
        boolean kernel = state == RunState.KERNEL_FAILED;
        RunRow row = new RunRow(
                id,
                new RunSlot(role == Role.BASE ? 1 : 2, boot, attempt, boot + 1L),
                Optional.of(7L),
                role == Role.BASE ? BASE.ref() : CANDIDATE.ref(),
                role == Role.BASE ? BASE.release() : CANDIDATE.release(),
                TIME.name(),
                Optional.of(role),
                state,
                finished ? Optional.empty() : Optional.of(kernel ? Blame.KERNEL : Blame.OURS),
                finished ? Optional.empty() : Optional.of(kernel ? "PANIC" : "MACHINE_DIED"),
                finished ? Optional.empty() : Optional.of(kernel ? "Kernel panic - not syncing" : "QEMU died."),
                Instant.parse("2026-03-29T01:30:00.123456Z").plusSeconds(60 * id),
                new RunTiming(Duration.ofMillis(2500), Duration.ofMillis(20_250), Duration.ofMillis(23_000)),
                "runs/" + id);
        return new RunReport.RunLine(row, Optional.empty());
    }

    /** A check with these boots passed and failed by kernel. */
    public static RunReport.Check check(int basePassed, int baseFailed, int passed, int failed, int seen) {
        return new RunReport.Check(
                "boots that reached the end of the job",
                new RunReport.Check.Count(basePassed, baseFailed, baseFailed),
                new RunReport.Check.Count(passed, failed, seen));
    }

    /** One platform's part without checks. */
    public static RunReport.PlatformPart part(PlatformComparison comparison, RunReport.RunLine... runs) {
        return new RunReport.PlatformPart(comparison, Arrays.asList(runs), List.of());
    }

    /** A report of these parts. */
    public static RunReport report(RunReport.PlatformPart... parts) {
        return new RunReport(
                7,
                BASE,
                CANDIDATE,
                "smoke",
                Arrays.asList(parts),
                new RunReport.Timing(12.5, 10, 81.25, 4.5),
                new RunReport.Places("postgresql://127.0.0.1:5432/kpulse", "/var/lib/kpulse/runs", Optional.empty()));
    }

    /** A report with failed runs, a broken determinism, a platform where nothing was measured, and everything else. */
    public static RunReport full() {
        RunReport.RunLine twin = run(5, Role.CANDIDATE, 1, 0, RunState.FINISHED);
        return report(
                new RunReport.PlatformPart(
                        everything(),
                        List.of(
                                run(1, Role.BASE, 0, 0, RunState.FINISHED),
                                run(2, Role.CANDIDATE, 0, 0, RunState.KERNEL_FAILED),
                                run(3, Role.CANDIDATE, 0, 1, RunState.INFRA_FAILED),
                                run(4, Role.CANDIDATE, 0, 2, RunState.FINISHED),
                                new RunReport.RunLine(twin.row(), Optional.of("tbench/latency differs from run 4"))),
                        List.of(check(3, 0, 2, 1, 1), check(0, 0, 0, 0, 0))),
                new RunReport.PlatformPart(
                        comparison(INSTRUCTIONS),
                        List.of(run(6, Role.CANDIDATE, 0, 0, RunState.KERNEL_FAILED)),
                        List.of(check(2, 0, 0, 2, 6)),
                        List.of(),
                        List.of(new CrashLine(
                                "panic in f, g (Fatal exception)", CrashTally.none(2), new CrashTally(6, 6, 0, 1))),
                        Map.of()));
    }
}
