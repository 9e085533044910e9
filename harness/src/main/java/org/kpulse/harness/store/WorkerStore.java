package org.kpulse.harness.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Processes that work on requests. */
public final class WorkerStore {

    private final Database database;

    public WorkerStore(Database database) {
        this.database = database;
    }

    /** What a worker is doing. */
    public enum State {
        /** It takes tasks. */
        WORKING,
        /** It takes none after too many faults of ours in a row. */
        QUARANTINED,
        /** It ended in order. */
        STOPPED
    }

    /**
     * A stored worker.
     *
     * @param name host and process
     * @param platforms what it works on, comma between
     * @param since when it came into this state
     * @param seenAt when it last said that it is there
     * @param ourFaults how many of its last tasks in a row ended by a fault of ours
     * @param detail why it is quarantined
     */
    public record WorkerRow(
            String name,
            String host,
            String platforms,
            State state,
            Instant since,
            Instant seenAt,
            int ourFaults,
            String detail) {}

    /** A worker begins. */
    public void begin(String name, String host, String platforms, Instant now) {
        database.write(jdbc -> jdbc.sql("""
                        INSERT INTO worker (name, host, platforms, state, since, seen_at, our_faults, detail)
                        VALUES (?, ?, ?, 'WORKING', ?, ?, 0, '') ON CONFLICT (name) DO UPDATE SET host = excluded.host,
                            platforms = excluded.platforms, state = 'WORKING', since = excluded.since, seen_at = excluded.seen_at,
                            our_faults = 0, detail = ''""")
                .params(name, host, platforms, PostgresText.timestamp(now), PostgresText.timestamp(now))
                .update());
    }

    /** It says that it is there. */
    public void seen(String name, Instant now) {
        database.write(jdbc -> jdbc.sql("UPDATE worker SET seen_at = greatest(seen_at, ?) WHERE name = ?")
                .params(PostgresText.timestamp(now), name)
                .update());
    }

    /** It goes into a state. */
    public void state(String name, State state, int ourFaults, String detail, Instant now) {
        database.write(jdbc -> jdbc.sql("""
                        UPDATE worker SET since = CASE WHEN state = :state THEN since ELSE :now END, state = :state,
                            our_faults = :faults, detail = :detail, seen_at = greatest(seen_at, :now) WHERE name = :name""")
                .param("state", state.name())
                .param("now", PostgresText.timestamp(now))
                .param("faults", ourFaults)
                .param("detail", PostgresText.storable(detail))
                .param("name", name)
                .update());
    }

    /** The worker of this name. */
    public Optional<WorkerRow> find(String name) {
        return database.read(
                jdbc -> rows(jdbc.sql("SELECT * FROM worker WHERE name = ?").param(name)).stream()
                        .findFirst());
    }

    /** All of them, those that were there last first. */
    public List<WorkerRow> list(int most) {
        return database.read(jdbc -> rows(jdbc.sql("SELECT * FROM worker ORDER BY seen_at DESC, name LIMIT ?")
                .param(most)));
    }

    private static List<WorkerRow> rows(JdbcClient.StatementSpec query) {
        return query.query((row, n) -> new WorkerRow(
                        row.getString("name"),
                        row.getString("host"),
                        row.getString("platforms"),
                        State.valueOf(row.getString("state")),
                        TaskRows.instant(row, "since").orElseThrow(),
                        TaskRows.instant(row, "seen_at").orElseThrow(),
                        row.getInt("our_faults"),
                        row.getString("detail")))
                .list();
    }
}
