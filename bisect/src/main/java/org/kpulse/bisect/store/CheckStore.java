package org.kpulse.bisect.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.kpulse.harness.store.Database;

/** Checks of culprits. */
public final class CheckStore {

    private final Database database;

    public CheckStore(Database database) {
        this.database = database;
    }

    /** The checks of a bisection, in order; none before a culprit was found. */
    public List<CheckRow> list(long bisection) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM bisection_check WHERE bisection_id = ? ORDER BY position")
                .param(bisection)
                .query(CheckStore::row)
                .list());
    }

    /** Stores what is to be checked, once. */
    public void plan(long bisection, List<CheckRow> checks) {
        database.write(jdbc -> {
            for (CheckRow check : checks) {
                jdbc.sql("""
                        INSERT INTO bisection_check (bisection_id, position, kind, platform, base_ref, candidate_ref, layout, result,
                            detail, ended_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN now() END) ON CONFLICT DO NOTHING""")
                        .params(bisection, check.position(), check.kind().name(), check.platform())
                        .params(
                                check.pair().base(),
                                check.pair().candidate(),
                                check.pair().layout())
                        .param(check.result().map(Enum::name).orElse(null))
                        .param(check.result().isPresent() ? Rows.storable(check.detail()) : null)
                        .param(check.result().isPresent())
                        .update();
            }
            return checks.size();
        });
    }

    /** Gives a check its jobs. */
    public void begin(long bisection, int position, long base, long candidate) {
        database.write(jdbc -> jdbc.sql("UPDATE bisection_check SET base_job = ?, candidate_job = ?"
                        + " WHERE bisection_id = ? AND position = ? AND base_job IS NULL")
                .params(base, candidate, bisection, position)
                .update());
    }

    /** Ends a check. */
    public void end(long bisection, int position, CheckRow.Result result, String detail) {
        database.write(jdbc -> jdbc.sql("UPDATE bisection_check SET result = ?, detail = ?, ended_at = now()"
                        + " WHERE bisection_id = ? AND position = ? AND result IS NULL")
                .params(result.name(), Rows.storable(detail), bisection, position)
                .update());
    }

    private static CheckRow row(ResultSet row, int number) throws SQLException {
        return new CheckRow(
                row.getInt("position"),
                CheckRow.Kind.valueOf(row.getString("kind")),
                row.getString("platform"),
                new CheckRow.Pair(row.getString("base_ref"), row.getString("candidate_ref"), row.getInt("layout")),
                new CheckRow.Jobs(id(row, "base_job"), id(row, "candidate_job")),
                Optional.ofNullable(row.getString("result")).map(CheckRow.Result::valueOf),
                Optional.ofNullable(row.getString("detail")).orElse(""));
    }

    private static OptionalLong id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
