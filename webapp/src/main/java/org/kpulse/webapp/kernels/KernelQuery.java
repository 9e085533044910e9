package org.kpulse.webapp.kernels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
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
}
