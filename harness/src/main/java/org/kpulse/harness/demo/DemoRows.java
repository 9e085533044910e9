package org.kpulse.harness.demo;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.PlatformStore.PlatformRow;

/** Rows in the text format of COPY, collected by table in the order in which they refer to each other. */
final class DemoRows {

    private static final String GUEST = Sha256.ofText("made-up guest image");
    private static final String BUNDLE = Sha256.ofText("made-up job bundle");

    /** The tables, those first that others refer to. */
    enum Kind {
        KERNEL("kernel (id, ref, release, architecture, image_sha256, config_sha256, version, first_seen_at)"),
        JOB("job (id, kernel_id, platform_id, suite_id, boots_wanted, state, created_at, finished_at)"),
        RUN("run (id, job_id, boot, attempt, seed, state, started_at, boot_seconds, benchmark_seconds, total_seconds,"
                + " kernel_command_line, machine, machine_version, host_processor, host_load, host_steal_percent,"
                + " guest_image_sha256, bundle_sha256, harness_version, log_directory, kernel_warnings, console_tail)"),
        RUN_METRIC("run_metric (run_id, metric_id, n, mean, mean_ln, min, max, samples)"),
        COMPARISON("comparison (id, platform_id, base_kernel_id, candidate_kernel_id, rule_version, created_at,"
                + " index_value, index_low, index_high)"),
        COMPARISON_METRIC(
                "comparison_metric (comparison_id, metric_id, base_mean, base_cv_percent, base_boots, base_samples,"
                        + " candidate_mean, candidate_cv_percent, candidate_boots, candidate_samples, change_percent,"
                        + " ci_low_percent, ci_high_percent, p, q, mde_percent, verdict)");

        private final String columns;

        Kind(String columns) {
            this.columns = columns;
        }

        /** As COPY wants them. */
        String columns() {
            return columns;
        }
    }

    private final Map<Kind, StringBuilder> rows = new EnumMap<>(Kind.class);

    private void row(Kind kind, Object... values) {
        StringBuilder out = rows.computeIfAbsent(kind, any -> new StringBuilder());
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
            out.append(i == 0 ? "" : "\t").append(value == null ? "\\N" : value);
        }
        out.append('\n');
    }

    void kernel(long id, String version, Instant seen) {
        String ref = "demo:" + version;
        row(
                Kind.KERNEL,
                id,
                ref,
                version,
                "x86_64",
                Sha256.ofText(ref),
                Sha256.ofText("made-up configuration"),
                version,
                seen);
    }

    void job(long id, long kernel, PlatformRow platform, long suite, int boots, Instant at) {
        row(Kind.JOB, id, kernel, platform.id(), suite, boots, "FINISHED", at, at.plusSeconds(60L * boots));
    }

    void run(long id, long job, int boot, Platform platform, Instant started) {
        row(
                Kind.RUN,
                id,
                job,
                boot,
                0,
                boot + 1,
                "FINISHED",
                started,
                2.5,
                40,
                43,
                "console=ttyS0 made up",
                "none: made up",
                "0",
                platform.processor(),
                0.5,
                0.25,
                GUEST,
                BUNDLE,
                "demo",
                "",
                "{}",
                "");
    }

    /** One sample of one metric; it is positive. */
    void sample(long run, long metric, double value) {
        row(Kind.RUN_METRIC, run, metric, 1, value, Math.log(value), value, value, "{" + value + "}");
    }

    void comparison(long id, ComparisonRow row, Instant at) {
        Optional<ComparisonRow.Index> index = row.index();
        Optional<ComparisonRow.Interval> interval = index.flatMap(ComparisonRow.Index::ci95);
        row(
                Kind.COMPARISON,
                id,
                row.platformId(),
                row.baseKernelId(),
                row.candidateKernelId(),
                row.ruleVersion(),
                at,
                index.map(ComparisonRow.Index::value),
                interval.map(ComparisonRow.Interval::low),
                interval.map(ComparisonRow.Interval::high));
        row.metrics().forEach(metric -> metric(id, metric));
    }

    private void metric(long comparison, ComparisonRow.Metric metric) {
        row(
                Kind.COMPARISON_METRIC,
                comparison,
                metric.metricId(),
                metric.base().mean(),
                number(metric.base().cvPercent()),
                metric.base().boots(),
                metric.base().samples(),
                metric.candidate().mean(),
                number(metric.candidate().cvPercent()),
                metric.candidate().boots(),
                metric.candidate().samples(),
                number(metric.changePercent()),
                metric.ci95().map(ComparisonRow.Interval::low),
                metric.ci95().map(ComparisonRow.Interval::high),
                number(metric.p()),
                number(metric.q()),
                number(metric.mdePercent()),
                metric.verdict());
    }

    private static Optional<Double> number(java.util.OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    /** Takes the rows of a table out. */
    CharSequence take(Kind kind) {
        StringBuilder taken = rows.remove(kind);
        return taken == null ? "" : taken;
    }
}
