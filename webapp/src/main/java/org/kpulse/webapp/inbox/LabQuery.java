package org.kpulse.webapp.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** What is running, and what broke by a fault of ours. */
@Component
class LabQuery {

    private static final int MOST = 20;

    /** Boots of one experiment that are counted; of more it is said that they are more. */
    static final int MOST_COUNTED = 1000;

    private final Database database;

    LabQuery(Database database) {
        this.database = database;
    }

    /**
     * Something under way.
     *
     * @param kind {@code experiment} or {@code bisection}
     * @param what it is of
     * @param done boots that finished, at most one more than {@link #MOST_COUNTED}, or probes that ended
     * @param wanted how many boots it needs; 0 where nobody knows
     */
    record Running(String kind, long id, String what, Instant since, long done, long wanted) {}

    /**
     * Runs that failed by one fault of ours.
     *
     * @param code of the fault, such as DISK_FULL
     * @param platforms on which
     * @param detail of the newest
     * @param newest its run
     */
    record Broken(String code, long runs, String platforms, String detail, long newest, Instant at) {}

    /** Jobs that have not ended. */
    record Jobs(long running, long queued) {}

    /** Experiments and bisections that have not ended, the newest first. */
    List<Running> running() {
        return database.read(jdbc -> jdbc.sql("""
                        (SELECT 'experiment' AS kind, e.id, k.ref || ' against ' || b.ref AS what, e.created_at,
                            (SELECT count(*) FROM (SELECT FROM job j JOIN run r ON r.job_id = j.id
                                WHERE j.experiment_id = e.id AND r.state = 'FINISHED' LIMIT ?) AS counted) AS done,
                            (SELECT coalesce(sum(j.boots_wanted), 0) FROM job j WHERE j.experiment_id = e.id) AS wanted
                        FROM experiment e JOIN kernel b ON b.id = e.base_kernel_id JOIN kernel k ON k.id = e.candidate_kernel_id
                        WHERE e.state = 'RUNNING' ORDER BY e.id DESC LIMIT ?)
                        UNION ALL
                        (SELECT 'bisection', s.id, s.benchmark || CASE WHEN s.metric = '' THEN '' ELSE '/' || s.metric END
                                || ' on ' || s.platforms[s.platform_at] || ' in ' || s.tree,
                            s.created_at, (SELECT count(*) FROM probe p WHERE p.bisection_id = s.id AND p.state <> 'OPEN'), 0
                        FROM bisection s WHERE s.state = 'RUNNING' ORDER BY s.id DESC LIMIT ?)
                        ORDER BY created_at DESC, kind, id""")
                .params(MOST_COUNTED + 1, MOST, MOST)
                .query((row, number) -> new Running(
                        row.getString("kind"),
                        row.getLong("id"),
                        row.getString("what"),
                        moment(row, "created_at"),
                        row.getLong("done"),
                        row.getLong("wanted")))
                .list());
    }

    Jobs jobs() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT count(*) FILTER (WHERE state = 'RUNNING') AS running,
                            count(*) FILTER (WHERE state = 'QUEUED') AS queued
                        FROM job WHERE finished_at IS NULL""")
                .query((row, number) -> new Jobs(row.getLong("running"), row.getLong("queued")))
                .single());
    }

    /** By fault, the most frequent first: of the last 24 hours by the database's clock. */
    List<Broken> broken() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT r.fault_code, count(*) AS runs, string_agg(DISTINCT p.name, ', ') AS platforms,
                            (array_agg(r.fault_detail ORDER BY r.started_at DESC, r.id DESC))[1] AS detail,
                            (array_agg(r.id ORDER BY r.started_at DESC, r.id DESC))[1] AS newest, max(r.started_at) AS at
                        FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id
                        WHERE r.started_at > now() - interval '24 hours' AND r.state = 'INFRA_FAILED'
                        GROUP BY r.fault_code ORDER BY runs DESC, r.fault_code LIMIT ?""")
                .param(MOST)
                .query((row, number) -> new Broken(
                        row.getString("fault_code"),
                        row.getLong("runs"),
                        row.getString("platforms"),
                        row.getString("detail"),
                        row.getLong("newest"),
                        moment(row, "at")))
                .list());
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .orElseThrow()
                .toInstant();
    }
}
