package org.kpulse.webapp.kernels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** Kernels with what was done with them. */
@Component
class KernelQuery {

    private final Database database;

    KernelQuery(Database database) {
        this.database = database;
    }

    /**
     * A kernel of the list.
     *
     * @param runs of all jobs
     * @param regressions metrics judged REGRESSION with this kernel as candidate, in the newest comparison of each platform and base
     * @param improvements likewise
     */
    record Listed(
            long id, String ref, String release, Instant firstSeen, Runs runs, int regressions, int improvements) {}

    /**
     * Runs by how they ended.
     *
     * @param finished boots that gave results
     * @param kernelFailed the kernel's own fault
     * @param infraFailed ours
     */
    record Runs(int finished, int kernelFailed, int infraFailed) {}

    /** The newest kernels, at most so many, those after the first {@code offset}. */
    List<Listed> newest(int limit, int offset) {
        return database.read(jdbc ->
                jdbc.sql("""
                        WITH listed AS (SELECT * FROM kernel ORDER BY first_seen_at DESC, id DESC LIMIT ? OFFSET ?)
                        SELECT k.*, r.*, v.* FROM listed k
                        LEFT JOIN LATERAL (
                            SELECT count(*) FILTER (WHERE r.state = 'FINISHED') AS finished,
                                count(*) FILTER (WHERE r.state = 'KERNEL_FAILED') AS kernel_failed,
                                count(*) FILTER (WHERE r.state = 'INFRA_FAILED') AS infra_failed
                            FROM job j JOIN run r ON r.job_id = j.id WHERE j.kernel_id = k.id) r ON true
                        LEFT JOIN LATERAL (
                            SELECT count(*) FILTER (WHERE m.verdict = 'REGRESSION') AS regressions,
                                count(*) FILTER (WHERE m.verdict = 'IMPROVEMENT') AS improvements
                            FROM (SELECT DISTINCT ON (platform_id, base_kernel_id) id FROM comparison
                                WHERE candidate_kernel_id = k.id AND base_kernel_id <> k.id
                                ORDER BY platform_id, base_kernel_id, id DESC) c
                            JOIN comparison_metric m ON m.comparison_id = c.id) v ON true
                        ORDER BY k.first_seen_at DESC, k.id DESC""").params(limit, offset).query(KernelQuery::listed).list());
    }

    private static Listed listed(ResultSet row, int number) throws SQLException {
        return new Listed(
                row.getLong("id"),
                row.getString("ref"),
                row.getString("release"),
                Optional.ofNullable(row.getObject("first_seen_at", OffsetDateTime.class))
                        .orElseThrow()
                        .toInstant(),
                new Runs(row.getInt("finished"), row.getInt("kernel_failed"), row.getInt("infra_failed")),
                row.getInt("regressions"),
                row.getInt("improvements"));
    }

    /**
     * The newest comparison of a kernel with a base on a platform.
     *
     * @param base reference of the base
     * @param index of the kernel, 100 for the base; empty if there is none
     */
    record Compared(long baseId, String base, String platform, Counts counts, OptionalDouble index, Instant at) {}

    /** Metrics by verdict. */
    record Counts(int regressions, int improvements, int noChange, int inconclusive) {}

    /** Those in which this kernel is the candidate, the newest first. */
    List<Compared> comparisons(long kernel) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT c.*, k.ref, p.name AS platform,
                            count(*) FILTER (WHERE m.verdict = 'REGRESSION') AS regressions,
                            count(*) FILTER (WHERE m.verdict = 'IMPROVEMENT') AS improvements,
                            count(*) FILTER (WHERE m.verdict = 'NO_CHANGE') AS no_change,
                            count(*) FILTER (WHERE m.verdict = 'INCONCLUSIVE') AS inconclusive
                        FROM (SELECT DISTINCT ON (platform_id, base_kernel_id) id, platform_id, base_kernel_id, index_value, created_at
                            FROM comparison WHERE candidate_kernel_id = ? ORDER BY platform_id, base_kernel_id, id DESC) c
                        JOIN kernel k ON k.id = c.base_kernel_id JOIN platform p ON p.id = c.platform_id
                        LEFT JOIN comparison_metric m ON m.comparison_id = c.id
                        GROUP BY c.id, c.platform_id, c.base_kernel_id, c.index_value, c.created_at, k.ref, p.name
                        ORDER BY c.created_at DESC, c.id DESC LIMIT 200""")
                .param(kernel)
                .query((row, number) -> new Compared(
                        row.getLong("base_kernel_id"),
                        row.getString("ref"),
                        row.getString("platform"),
                        new Counts(
                                row.getInt("regressions"),
                                row.getInt("improvements"),
                                row.getInt("no_change"),
                                row.getInt("inconclusive")),
                        Optional.ofNullable(row.getObject("index_value", Double.class))
                                .map(OptionalDouble::of)
                                .orElse(OptionalDouble.empty()),
                        Optional.ofNullable(row.getObject("created_at", OffsetDateTime.class))
                                .orElseThrow()
                                .toInstant()))
                .list());
    }
}
