package org.kpulse.webapp.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** What got slower, from the frozen comparisons. */
@Component
class RegressionQuery {

    /** How many of the newest comparisons are looked at. */
    static final int COMPARISONS = 300;

    private static final int MOST = 500;

    private final Database database;

    RegressionQuery(Database database) {
        this.database = database;
    }

    /**
     * A metric that was called REGRESSION.
     *
     * @param judged when
     * @param changePercent of the value; empty where the base was 0
     */
    record Found(
            Pair pair,
            Instant judged,
            String benchmark,
            String metric,
            OptionalDouble changePercent,
            Optional<Interval> interval,
            OptionalDouble q) {

        double size() {
            return Math.abs(changePercent.orElse(Double.MAX_VALUE));
        }
    }

    /** Two kernels on a platform. */
    record Pair(String platform, long platformId, long baseId, String baseRef, long candidateId, String candidateRef) {}

    /** Of the newest comparison of each pair of kernels and platform, among the newest of all; the largest change first. */
    List<Found> newest() {
        return database.read(jdbc -> jdbc.sql("""
                        WITH newest AS (
                            SELECT DISTINCT ON (platform_id, base_kernel_id, candidate_kernel_id) *
                            FROM (SELECT * FROM comparison ORDER BY id DESC LIMIT ?) recent
                            WHERE base_kernel_id <> candidate_kernel_id
                            ORDER BY platform_id, base_kernel_id, candidate_kernel_id, id DESC)
                        SELECT n.*, p.name AS platform, b.ref AS base_ref, k.ref AS candidate_ref, e.name AS benchmark,
                            x.name AS metric, m.change_percent, m.ci_low_percent, m.ci_high_percent, m.q
                        FROM newest n
                        JOIN comparison_metric m ON m.comparison_id = n.id AND m.verdict = 'REGRESSION'
                        JOIN metric x ON x.id = m.metric_id JOIN benchmark e ON e.id = x.benchmark_id
                        JOIN platform p ON p.id = n.platform_id
                        JOIN kernel b ON b.id = n.base_kernel_id JOIN kernel k ON k.id = n.candidate_kernel_id
                        WHERE b.image_sha256 <> k.image_sha256
                        ORDER BY abs(m.change_percent) DESC NULLS FIRST, n.id DESC, m.metric_id LIMIT ?""")
                .params(COMPARISONS, MOST)
                .query(RegressionQuery::found)
                .list());
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        OptionalDouble low = optional(row, "ci_low_percent");
        return new Found(
                new Pair(
                        row.getString("platform"),
                        row.getLong("platform_id"),
                        row.getLong("base_kernel_id"),
                        row.getString("base_ref"),
                        row.getLong("candidate_kernel_id"),
                        row.getString("candidate_ref")),
                Optional.ofNullable(row.getObject("created_at", OffsetDateTime.class))
                        .orElseThrow()
                        .toInstant(),
                row.getString("benchmark"),
                row.getString("metric"),
                optional(row, "change_percent"),
                low.isPresent()
                        ? Optional.of(new Interval(low.getAsDouble(), row.getDouble("ci_high_percent")))
                        : Optional.empty(),
                optional(row, "q"));
    }

    private static OptionalDouble optional(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
