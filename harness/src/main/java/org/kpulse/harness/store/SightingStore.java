package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.sources.Ledger;
import org.kpulse.harness.sources.PollState;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.sources.Sighting;
import org.kpulse.harness.sources.patches.PatchSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kernels seen, each once a source, and how polls of sources ended. */
public final class SightingStore implements Ledger {

    private static final String NEWEST_FIRST = " ORDER BY coalesce(released_at, seen_at) DESC, id DESC";

    private final Database database;

    public SightingStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PollState> state(String source) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM source_poll WHERE source = ?")
                .param(source)
                .query((row, n) -> state(row))
                .optional());
    }

    /** How the last poll of each source ended that was ever polled. */
    public List<PollState> states() {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM source_poll ORDER BY source")
                .query((row, n) -> state(row))
                .list());
    }

    /** In one transaction; what a lost connection made uncertain is found out by trying again. */
    @Override
    public List<Sighting> record(PollState state, List<Seen> kernels) {
        return database.write(jdbc -> {
            List<Sighting> fresh = new ArrayList<>();
            for (Seen kernel : kernels) {
                kernel.series().ifPresent(new SeriesStore(database)::save);
                if (insert(jdbc, state, kernel)) {
                    fresh.add(new Sighting(state.source(), kernel, state.polledAt()));
                }
            }
            jdbc.sql("""
                    INSERT INTO source_poll (source, polled_at, due_at, outcome, detail, failures, memory)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET polled_at = excluded.polled_at,
                        due_at = excluded.due_at, outcome = excluded.outcome, detail = excluded.detail,
                        failures = excluded.failures, memory = excluded.memory""")
                    .params(
                            state.source(),
                            PostgresText.timestamp(state.polledAt()),
                            PostgresText.timestamp(state.dueAt()),
                            state.ok() ? "OK" : "FAILED",
                            PostgresText.storable(state.detail()),
                            state.failures(),
                            PostgresText.storable(state.memory()))
                    .update();
            return fresh;
        });
    }

    private static boolean insert(JdbcClient jdbc, PollState state, Seen kernel) {
        return jdbc.sql("""
                        INSERT INTO sighting (source, ref, line, end_of_life, released_at, seen_at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, ref) DO NOTHING""")
                        .params(
                                state.source(),
                                PostgresText.storable(kernel.ref()),
                                PostgresText.storable(kernel.line()))
                        .param(kernel.endOfLife())
                        .param(kernel.released().map(PostgresText::timestamp).orElse(null))
                        .param(PostgresText.timestamp(state.polledAt()))
                        .update()
                == 1;
    }

    /** Newest kernels first, by release and then by when they were seen; of all sources or of one. */
    public List<Sighting> newest(Optional<String> source, int most) {
        return database.read(jdbc -> jdbc.sql(
                        "SELECT * FROM sighting WHERE (?::text IS NULL OR source = ?)" + NEWEST_FIRST + " LIMIT ?")
                .param(source.orElse(null))
                .param(source.orElse(null))
                .param(most)
                .query((row, n) -> sighting(row))
                .list());
    }

    /** Newest first: at most so many kernels, and at most so many series of patches, so that many of one leave room for the other. */
    public List<Sighting> newestOfBoth(int most) {
        return database.read(
                jdbc -> jdbc.sql("(SELECT * FROM sighting WHERE NOT starts_with(source, :patches)" + NEWEST_FIRST
                                + " LIMIT :most) UNION ALL (SELECT * FROM sighting WHERE starts_with(source, :patches)"
                                + NEWEST_FIRST
                                + " LIMIT :most)")
                        .param("patches", PatchSource.PREFIX)
                        .param("most", most)
                        .query((row, n) -> sighting(row))
                        .list());
    }

    private static PollState state(ResultSet row) throws SQLException {
        return new PollState(
                row.getString("source"),
                instant(row, "polled_at").orElseThrow(),
                instant(row, "due_at").orElseThrow(),
                row.getInt("failures"),
                row.getString("detail"),
                row.getString("memory"));
    }

    private static Sighting sighting(ResultSet row) throws SQLException {
        Seen kernel = new Seen(
                row.getString("ref"),
                row.getString("line"),
                row.getBoolean("end_of_life"),
                instant(row, "released_at"));
        return new Sighting(
                row.getString("source"), kernel, instant(row, "seen_at").orElseThrow());
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
