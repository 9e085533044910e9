package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Comparisons with their verdicts. The database refuses to change or delete one. */
public final class ComparisonStore {

    private final Database database;

    public ComparisonStore(Database database) {
        this.database = database;
    }

    /** Stores a comparison with all its metrics, and gathers what it called into regressions, or nothing; returns its id. */
    public long save(ComparisonRow comparison) {
        return database.write(jdbc -> {
            Optional<ComparisonRow.Interval> ci = comparison.index().flatMap(ComparisonRow.Index::ci95);
            long id = jdbc.sql("""
                    INSERT INTO comparison (experiment_id, platform_id, base_kernel_id, candidate_kernel_id, rule_version,
                        index_value, index_low, index_high)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""")
                    .param(comparison.experimentId().orElse(null))
                    .params(
                            comparison.platformId(),
                            comparison.baseKernelId(),
                            comparison.candidateKernelId(),
                            comparison.ruleVersion())
                    .param(comparison.index().map(ComparisonRow.Index::value).orElse(null))
                    .param(ci.map(ComparisonRow.Interval::low).orElse(null))
                    .param(ci.map(ComparisonRow.Interval::high).orElse(null))
                    .query(Long.class)
                    .single();
            List<@Nullable Object[]> rows = comparison.metrics().stream()
                    .map(metric -> columns(id, metric))
                    .toList();
            database.template().batchUpdate("""
                    INSERT INTO comparison_metric (comparison_id, metric_id, base_mean, base_cv_percent, base_boots,
                        base_samples, candidate_mean, candidate_cv_percent, candidate_boots, candidate_samples,
                        change_percent, ci_low_percent, ci_high_percent, p, q, mde_percent, verdict)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
            RegressionReconciler.reconcile(jdbc);
            return id;
        });
    }

    private static @Nullable Object[] columns(long id, ComparisonRow.Metric metric) {
        return new @Nullable Object[] {
            id,
            metric.metricId(),
            metric.base().mean(),
            boxed(metric.base().cvPercent()),
            metric.base().boots(),
            metric.base().samples(),
            metric.candidate().mean(),
            boxed(metric.candidate().cvPercent()),
            metric.candidate().boots(),
            metric.candidate().samples(),
            boxed(metric.changePercent()),
            metric.ci95().map(ComparisonRow.Interval::low).orElse(null),
            metric.ci95().map(ComparisonRow.Interval::high).orElse(null),
            boxed(metric.p()),
            boxed(metric.q()),
            boxed(metric.mdePercent()),
            metric.verdict()
        };
    }

    /** The newest comparison of an experiment on a platform. */
    public Optional<ComparisonRow> find(long experimentId, long platformId) {
        return database.read(jdbc -> jdbc.sql(
                        "SELECT * FROM comparison WHERE experiment_id = ? AND platform_id = ? ORDER BY id DESC LIMIT 1")
                .params(experimentId, platformId)
                .query((row, number) -> comparison(jdbc, row))
                .optional());
    }

    /** The comparison with this id. */
    public Optional<ComparisonRow> find(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM comparison WHERE id = ?")
                .param(id)
                .query((row, number) -> comparison(jdbc, row))
                .optional());
    }

    private static ComparisonRow comparison(JdbcClient jdbc, ResultSet row) throws SQLException {
        Optional<ComparisonRow.Interval> ci = interval(row, "index_low", "index_high");
        @Nullable Double index = row.getObject("index_value", Double.class);
        return new ComparisonRow(
                Optional.ofNullable(row.getObject("experiment_id", Long.class)),
                row.getLong("platform_id"),
                row.getLong("base_kernel_id"),
                row.getLong("candidate_kernel_id"),
                row.getString("rule_version"),
                Optional.ofNullable(index).map(value -> new ComparisonRow.Index(value, ci)),
                jdbc.sql("SELECT * FROM comparison_metric WHERE comparison_id = ? ORDER BY metric_id")
                        .param(row.getLong("id"))
                        .query(ComparisonStore::metric)
                        .list());
    }

    private static ComparisonRow.Metric metric(ResultSet row, int number) throws SQLException {
        return new ComparisonRow.Metric(
                row.getLong("metric_id"),
                side(row, "base"),
                side(row, "candidate"),
                optional(row, "change_percent"),
                interval(row, "ci_low_percent", "ci_high_percent"),
                optional(row, "p"),
                optional(row, "q"),
                optional(row, "mde_percent"),
                row.getString("verdict"));
    }

    private static ComparisonRow.Side side(ResultSet row, String side) throws SQLException {
        return new ComparisonRow.Side(
                row.getDouble(side + "_mean"),
                optional(row, side + "_cv_percent"),
                row.getInt(side + "_boots"),
                row.getInt(side + "_samples"));
    }

    private static Optional<ComparisonRow.Interval> interval(ResultSet row, String low, String high)
            throws SQLException {
        OptionalDouble bottom = optional(row, low);
        OptionalDouble top = optional(row, high);
        return bottom.isPresent() && top.isPresent()
                ? Optional.of(new ComparisonRow.Interval(bottom.getAsDouble(), top.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble optional(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
