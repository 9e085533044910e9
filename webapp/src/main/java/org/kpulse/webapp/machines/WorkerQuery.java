package org.kpulse.webapp.machines;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.WorkerStore;
import org.springframework.stereotype.Component;

/** What works on the machines of the lab now. */
@Component
class WorkerQuery {

    private final Database database;

    WorkerQuery(Database database) {
        this.database = database;
    }

    /**
     * A worker that has not ended, or ended not in order, with one task it has.
     *
     * @param silent whether it has said nothing for a minute
     * @param detail why it is quarantined and until when
     * @param job empty if it has no task
     */
    record Working(
            String host,
            String worker,
            String platforms,
            WorkerStore.State state,
            Instant since,
            Instant seen,
            boolean silent,
            String detail,
            Optional<Job> job) {}

    /** A task that is worked on. */
    record Job(long request, String candidate, String platform, Instant since) {}

    /** By host; those that were not seen for a week are left out. */
    List<Working> all() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT w.*, w.seen_at < now() - interval '1 minute' AS silent,
                            t.request_id, t.platform, t.claimed_at, r.candidate
                        FROM worker w LEFT JOIN request_task t ON t.worker = w.name AND t.state = 'RUNNING'
                        LEFT JOIN request r ON r.id = t.request_id
                        WHERE w.state <> 'STOPPED' AND w.seen_at > now() - interval '7 days'
                        ORDER BY w.host, w.name, t.id LIMIT 1000""").query(WorkerQuery::working).list());
    }

    private static Working working(ResultSet row, int number) throws SQLException {
        long request = row.getLong("request_id");
        Optional<Job> job = row.wasNull()
                ? Optional.empty()
                : Optional.of(new Job(
                        request, row.getString("candidate"), row.getString("platform"), moment(row, "claimed_at")));
        return new Working(
                row.getString("host"),
                row.getString("name"),
                row.getString("platforms"),
                WorkerStore.State.valueOf(row.getString("state")),
                moment(row, "since"),
                moment(row, "seen_at"),
                row.getBoolean("silent"),
                row.getString("detail"),
                job);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
