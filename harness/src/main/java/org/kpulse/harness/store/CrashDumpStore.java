package org.kpulse.harness.store;

import static org.kpulse.harness.store.PostgresText.storable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.kpulse.harness.profile.CrashDump;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of crash dumps; their files are in the runs' directories. */
public final class CrashDumpStore {

    private final Database database;

    public CrashDumpStore(Database database) {
        this.database = database;
    }

    /** In the run's transaction. */
    static void save(JdbcClient jdbc, long run, CrashDump dump) {
        if (dump instanceof CrashDump.Missing none) {
            jdbc.sql("INSERT INTO crash_dump (run_id, missing) VALUES (?, ?)")
                    .params(run, storable(none.why()))
                    .update();
        } else if (dump instanceof CrashDump.Kept kept) {
            jdbc.sql("INSERT INTO crash_dump (run_id, core_bytes, core_sha256, log_bytes, log_sha256, seconds)"
                            + " VALUES (?, ?, ?, ?, ?, ?)")
                    .params(run, kept.core().bytes(), kept.core().sha256())
                    .params(kept.log().bytes(), kept.log().sha256(), kept.took().toNanos() / 1e9)
                    .update();
        }
    }

    /** Of this run; empty if none was wanted, or nothing crashed. */
    public Optional<CrashDump> ofRun(long run) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM crash_dump WHERE run_id = ?")
                .param(run)
                .query((row, number) -> dump(row))
                .optional());
    }

    private static CrashDump dump(ResultSet row) throws SQLException {
        String missing = row.getString("missing");
        return missing != null
                ? new CrashDump.Missing(missing)
                : new CrashDump.Kept(
                        new CrashDump.Part(row.getLong("core_bytes"), row.getString("core_sha256")),
                        new CrashDump.Part(row.getLong("log_bytes"), row.getString("log_sha256")),
                        Duration.ofNanos((long) (row.getDouble("seconds") * 1e9)));
    }
}
