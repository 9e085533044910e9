package org.kpulse.webapp.metrics;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** Counts for Prometheus, as they are now. */
@Component
class MetricsQuery {

    private final Database database;

    MetricsQuery(Database database) {
        this.database = database;
    }

    /** A number of something told apart by a word. */
    record Counted(String what, double value) {}

    /** A number of something told apart by two words. */
    record CountedBy(String what, String by, double value) {}

    /** Kernels that were seen, by source. */
    List<Counted> kernelsSeen() {
        return counted("SELECT source AS what, count(*) AS value FROM sighting GROUP BY source ORDER BY source");
    }

    /** Age of the newest kernel of each source in seconds if nothing was measured of it, else 0. */
    List<Counted> newestUntested(Instant now) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT n.source AS what, CASE WHEN EXISTS (SELECT 1 FROM kernel k JOIN job j ON j.kernel_id = k.id
                            JOIN run r ON r.job_id = j.id WHERE k.ref = n.ref) THEN 0
                            ELSE greatest(0, extract(epoch FROM ?::timestamptz - n.seen_at)) END AS value
                        FROM (SELECT DISTINCT ON (source) source, ref, seen_at FROM sighting
                            ORDER BY source, coalesce(released_at, seen_at) DESC, id DESC) n ORDER BY n.source""")
                .param(OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .query((row, n) -> new Counted(row.getString("what"), row.getDouble("value")))
                .list());
    }

    /** Tasks of requests by state. */
    List<Counted> tasks() {
        return counted("SELECT state AS what, count(*) AS value FROM request_task GROUP BY state ORDER BY state");
    }

    /** How long the task that waits longest has been waiting, seconds; 0 if none waits. */
    double longestWait(Instant now) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT coalesce(max(greatest(0, extract(epoch FROM ?::timestamptz - t.not_before))), 0)
                        FROM request_task t WHERE t.state = 'QUEUED'""")
                .param(OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .query(Double.class)
                .single());
    }

    /** Seconds that tasks waited until a worker took them for the first time, all together; and how many did. */
    Waited waited() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT count(*) AS tasks, coalesce(sum(greatest(0, extract(epoch FROM t.first_claim - r.created_at))), 0) AS seconds
                        FROM request_task t JOIN request r ON r.id = t.request_id WHERE t.first_claim IS NOT NULL""")
                .query((row, n) -> new Waited(row.getDouble("tasks"), row.getDouble("seconds")))
                .single());
    }

    record Waited(double tasks, double seconds) {}

    /** Runs by state and by who is to blame. */
    List<CountedBy> runs() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT state, lower(coalesce(blame, 'none')) AS blame, count(*) AS value FROM run
                        GROUP BY state, blame ORDER BY state, blame""")
                .query((row, n) ->
                        new CountedBy(row.getString("state"), row.getString("blame"), row.getDouble("value")))
                .list());
    }

    /** Builds that began from what an earlier one had left, and those that began from nothing. */
    List<Counted> builds() {
        return counted("""
                SELECT CASE WHEN incremental THEN 'incremental' ELSE 'whole' END AS what, count(*) AS value
                FROM build GROUP BY incremental ORDER BY incremental""");
    }

    /** Workers by state; the silent ones are dead. */
    List<Counted> workers(Instant now) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT CASE WHEN state <> 'STOPPED' AND seen_at < ?::timestamptz - interval '1 minute' THEN 'DEAD' ELSE state END AS what,
                            count(*) AS value FROM worker GROUP BY 1 ORDER BY 1""")
                .param(OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .query((row, n) -> new Counted(row.getString("what"), row.getDouble("value")))
                .list());
    }

    /** Polls that failed in a row, by source. */
    List<Counted> failedPolls() {
        return counted("SELECT source AS what, failures AS value FROM source_poll ORDER BY source");
    }

    private List<Counted> counted(String sql) {
        return database.read(jdbc -> jdbc.sql(sql)
                .query((row, n) -> new Counted(row.getString("what"), row.getDouble("value")))
                .list());
    }
}
