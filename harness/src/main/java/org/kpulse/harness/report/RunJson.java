package org.kpulse.harness.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.RobustChange;
import org.kpulse.analysis.comparison.SideSummary;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.ProfileQuery;

/** The outcome of a main job, and of a comparison, as JSON objects; docs/run.schema.json and docs/compare.schema.json say the same. */
public final class RunJson {

    private RunJson() {}

    /** The object that {@code kpulse run --json} prints. */
    public static Map<String, @Nullable Object> of(RunReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("experiment", report.experimentId());
        object.put("suite", report.suite());
        object.put("outcome", Outcome.of(report).name().toLowerCase(Locale.ROOT));
        object.put("kernels", kernels(report.base(), report.candidate()));
        object.put(
                "platforms",
                report.platforms().stream()
                        .map(part -> {
                            Map<String, @Nullable Object> platform = platform(part);
                            platform.put(
                                    "runs",
                                    part.runs().stream().map(RunJson::run).toList());
                            platform.put(
                                    "checks",
                                    part.allChecks().stream()
                                            .map(RunJson::check)
                                            .toList());
                            platform.put(
                                    "crashes",
                                    part.crashes().stream().map(RunJson::crash).toList());
                            return platform;
                        })
                        .toList());
        object.put("timing", timing(report.timing()));
        object.put("database", report.places().database());
        object.put("logs", report.places().logs());
        object.put("page", report.places().page().orElse(null));
        return object;
    }

    /** The object that {@code kpulse compare --json} prints. */
    public static Map<String, @Nullable Object> of(
            KernelRow base, KernelRow candidate, List<RunReport.PlatformPart> platforms) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(
                "outcome",
                Outcome.of(platforms.stream()
                                .map(RunReport.PlatformPart::comparison)
                                .toList())
                        .name()
                        .toLowerCase(Locale.ROOT));
        object.put("kernels", kernels(base, candidate));
        object.put("platforms", platforms.stream().map(RunJson::platform).toList());
        return object;
    }

    private static List<Map<String, @Nullable Object>> kernels(KernelRow base, KernelRow candidate) {
        return List.of(kernel(base, "base"), kernel(candidate, "candidate"));
    }

    private static Map<String, @Nullable Object> kernel(KernelRow kernel, String role) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ref", kernel.ref());
        object.put("release", kernel.release());
        object.put("role", role);
        object.put("architecture", kernel.architecture().kernelName());
        object.put("version", kernel.version().orElse(null));
        object.put("image_sha256", kernel.imageSha256());
        return object;
    }

    private static Map<String, @Nullable Object> platform(RunReport.PlatformPart part) {
        PlatformComparison comparison = part.comparison();
        Platform platform = comparison.platform();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", platform.name());
        object.put("kind", platform.kind().label());
        object.put("acceleration", platform.acceleration());
        object.put("cpus", platform.cpus());
        object.put("memory_mib", platform.memoryMib());
        object.put(
                "metrics",
                comparison.metrics().stream()
                        .map(metric -> metric(metric, part.profiles()))
                        .toList());
        object.put(
                "missing", comparison.missing().stream().map(Object::toString).toList());
        object.put("provenance_warnings", comparison.provenanceWarnings());
        object.put(
                "index",
                comparison
                        .index()
                        .map(index -> {
                            Map<String, @Nullable Object> value = new LinkedHashMap<>();
                            value.put("value", index.value());
                            value.put("ci95", interval(index.interval()));
                            value.put("base", comparison.base().ref());
                            return value;
                        })
                        .orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> metric(
            MetricComparison metric, Map<ProfileQuery.Phase, Explanation> profiles) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("benchmark", metric.key().benchmark());
        object.put("metric", metric.key().metric());
        object.put("unit", metric.unit());
        object.put("direction", metric.direction().label());
        object.put("base", side(metric.base()));
        object.put("candidate", side(metric.candidate()));
        object.put("change_percent", number(metric.changePercent()));
        object.put("ci95", interval(metric.ciPercent()));
        object.put("p", number(metric.p()));
        object.put("q", number(metric.q()));
        object.put("verdict", metric.verdict().name());
        object.put("method", metric.method().name());
        object.put("robust", metric.robust().map(RunJson::robust).orElse(null));
        object.put("mde_percent", number(metric.mdePercent()));
        object.put(
                "boots_needed",
                metric.bootsNeeded().isPresent() ? metric.bootsNeeded().getAsInt() : null);
        object.put("remarks", metric.remarks().stream().map(Enum::name).sorted().toList());
        object.put("moved", WhyJson.moved(profiles, metric));
        return object;
    }

    private static Map<String, @Nullable Object> robust(RobustChange robust) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("change_percent", number(robust.percent()));
        object.put("ci95", interval(robust.percentInterval()));
        object.put("p", robust.p());
        object.put("disagrees", robust.disagrees());
        return object;
    }

    private static Map<String, @Nullable Object> side(SideSummary side) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("mean", side.mean());
        object.put("cv_percent", side.boots() < 2 ? null : side.cvPercent());
        object.put("boots", side.boots());
        object.put("samples", side.samples());
        return object;
    }

    private static Map<String, @Nullable Object> run(RunReport.RunLine line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", line.row().id());
        object.put(
                "kernel",
                line.row().role().map(r -> r.label()).orElse(line.row().kernel()));
        object.put("boot", line.row().slot().boot());
        object.put("attempt", line.row().slot().attempt());
        object.put("seed", line.row().slot().seed());
        object.put("state", line.row().state().name());
        object.put(
                "blame",
                line.row().blame().map(b -> b.name().toLowerCase(Locale.ROOT)).orElse(null));
        object.put("fault", line.row().faultCode().orElse(null));
        object.put("detail", line.row().faultDetail().orElse(null));
        object.put("determinism", line.determinism().orElse(null));
        object.put("seconds", line.row().timing().total().toMillis() / 1000.0);
        object.put("log", line.row().logDirectory());
        return object;
    }

    private static Map<String, @Nullable Object> check(RunReport.Check check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", check.name());
        object.put(
                "base",
                Map.of("passed", check.base().passed(), "failed", check.base().failed()));
        object.put(
                "candidate",
                Map.of(
                        "passed",
                        check.candidate().passed(),
                        "failed",
                        check.candidate().failed()));
        return object;
    }

    private static Map<String, @Nullable Object> crash(CrashLine crash) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("signature", crash.signature());
        object.put("base", tally(crash.base()));
        object.put("candidate", tally(crash.candidate()));
        return object;
    }

    private static Map<String, Integer> tally(CrashTally tally) {
        Map<String, Integer> object = new LinkedHashMap<>();
        object.put("boots", tally.boots());
        object.put("cause", tally.causes());
        object.put("ours", tally.ours());
        return object;
    }

    private static Map<String, @Nullable Object> timing(RunReport.Timing timing) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("setup", timing.setup());
        object.put("boot", timing.boot());
        object.put("benchmark", timing.benchmark());
        object.put("overhead", timing.overhead());
        return object;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    private static @Nullable List<Double> interval(Optional<Interval> interval) {
        return interval.map(i -> List.of(i.low(), i.high())).orElse(null);
    }
}
