package org.kpulse.webapp.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.api.Listing.Asked;
import org.springframework.stereotype.Component;

/** Lists in the order of ids, so that a cursor stays where it is while rows are added. */
@Component
class ApiQuery {

    private final Database database;

    ApiQuery(Database database) {
        this.database = database;
    }

    /** A kernel; times are UTC. */
    record ApiKernel(
            long id,
            String ref,
            String release,
            String architecture,
            @JsonProperty("image_sha256") String imageSha256,
            @JsonProperty("config_sha256") @Nullable String configSha256,
            @JsonProperty("source_revision") @Nullable String sourceRevision,
            @JsonProperty("first_seen") Instant firstSeen) {}

    /** A run; {@code blame} is KERNEL or OURS, null if it finished. */
    record ApiRun(
            long id,
            long job,
            @JsonProperty("kernel_id") long kernelId,
            String kernel,
            String platform,
            int boot,
            int attempt,
            long seed,
            String state,
            @Nullable String blame,
            @Nullable String fault,
            Instant started,
            @JsonProperty("total_seconds") double totalSeconds) {}

    /** A frozen comparison; verdicts are counts of metrics. */
    record ApiComparison(
            long id,
            String platform,
            @JsonProperty("base_id") long baseId,
            String base,
            @JsonProperty("candidate_id") long candidateId,
            String candidate,
            @JsonProperty("rule_version") String ruleVersion,
            Instant created,
            @Nullable Double index,
            @JsonProperty("index_ci_low") @Nullable Double indexLow,
            @JsonProperty("index_ci_high") @Nullable Double indexHigh,
            Map<String, Integer> verdicts) {}

    List<ApiKernel> kernels(Asked asked) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM kernel WHERE id < ? ORDER BY id DESC LIMIT ?")
                .params(asked.before(), asked.limit() + 1)
                .query(ApiQuery::kernel)
                .list());
    }

    Optional<ApiKernel> kernel(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM kernel WHERE id = ?")
                .param(id)
                .query(ApiQuery::kernel)
                .optional());
    }

    List<ApiRun> runs(Asked asked, Map<String, String> filter) {
        StringBuilder sql = new StringBuilder("""
                SELECT r.*, j.kernel_id, k.ref, p.name AS platform FROM run r JOIN job j ON j.id = r.job_id
                JOIN kernel k ON k.id = j.kernel_id JOIN platform p ON p.id = j.platform_id WHERE r.id < :before""");
        Map<String, Object> values = new HashMap<>(Map.of("before", asked.before(), "limit", asked.limit() + 1));
        Map.of("kernel", "k.ref", "platform", "p.name", "state", "r.state").forEach((name, column) -> {
            String value = filter.getOrDefault(name, "");
            if (!value.isEmpty()) {
                sql.append(" AND ").append(column).append(" = :").append(name);
                values.put(name, value);
            }
        });
        sql.append(" ORDER BY r.id DESC LIMIT :limit");
        return database.read(jdbc ->
                jdbc.sql(sql.toString()).params(values).query(ApiQuery::run).list());
    }

    List<ApiComparison> comparisons(Asked asked, long candidate) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT c.*, p.name AS platform, b.ref AS base, k.ref AS candidate,
                            v.regression, v.improvement, v.no_change, v.inconclusive FROM (
                            SELECT * FROM comparison WHERE id < ? AND (? = 0 OR candidate_kernel_id = ?) ORDER BY id DESC LIMIT ?) c
                        JOIN platform p ON p.id = c.platform_id
                        JOIN kernel b ON b.id = c.base_kernel_id JOIN kernel k ON k.id = c.candidate_kernel_id
                        CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE verdict = 'REGRESSION') AS regression,
                            count(*) FILTER (WHERE verdict = 'IMPROVEMENT') AS improvement,
                            count(*) FILTER (WHERE verdict = 'NO_CHANGE') AS no_change,
                            count(*) FILTER (WHERE verdict = 'INCONCLUSIVE') AS inconclusive
                            FROM comparison_metric m WHERE m.comparison_id = c.id) v
                        ORDER BY c.id DESC""")
                .params(asked.before(), candidate, candidate, asked.limit() + 1)
                .query(ApiQuery::comparison)
                .list());
    }

    private static ApiKernel kernel(ResultSet row, int number) throws SQLException {
        return new ApiKernel(
                row.getLong("id"),
                row.getString("ref"),
                row.getString("release"),
                row.getString("architecture"),
                row.getString("image_sha256"),
                row.getString("config_sha256"),
                row.getString("source_revision"),
                moment(row, "first_seen_at"));
    }

    private static ApiRun run(ResultSet row, int number) throws SQLException {
        return new ApiRun(
                row.getLong("id"),
                row.getLong("job_id"),
                row.getLong("kernel_id"),
                row.getString("ref"),
                row.getString("platform"),
                row.getInt("boot"),
                row.getInt("attempt"),
                row.getLong("seed"),
                row.getString("state"),
                row.getString("blame"),
                row.getString("fault_code"),
                moment(row, "started_at"),
                row.getDouble("total_seconds"));
    }

    private static ApiComparison comparison(ResultSet row, int number) throws SQLException {
        return new ApiComparison(
                row.getLong("id"),
                row.getString("platform"),
                row.getLong("base_kernel_id"),
                row.getString("base"),
                row.getLong("candidate_kernel_id"),
                row.getString("candidate"),
                row.getString("rule_version"),
                moment(row, "created_at"),
                row.getObject("index_value", Double.class),
                row.getObject("index_low", Double.class),
                row.getObject("index_high", Double.class),
                Map.of(
                        "REGRESSION",
                        row.getInt("regression"),
                        "IMPROVEMENT",
                        row.getInt("improvement"),
                        "NO_CHANGE",
                        row.getInt("no_change"),
                        "INCONCLUSIVE",
                        row.getInt("inconclusive")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .orElseThrow()
                .toInstant();
    }
}
