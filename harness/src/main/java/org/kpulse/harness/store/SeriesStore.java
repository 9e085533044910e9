package org.kpulse.harness.store;

import java.util.Optional;
import org.kpulse.harness.patch.PatchSeries;

/** What series of patches are called, by the hash that kernels with them have. */
public final class SeriesStore {

    private final Database database;

    public SeriesStore(Database database) {
        this.database = database;
    }

    /** A stored series. */
    public record Series(String title, String author, int patches) {}

    /** Stores it unless it is there. */
    public void save(PatchSeries series) {
        database.write(jdbc -> jdbc.sql("""
                        INSERT INTO patch_series (sha256, title, author, patches) VALUES (?, ?, ?, ?)
                        ON CONFLICT (sha256) DO NOTHING""")
                .param(series.sha256())
                .param(PostgresText.storable(series.title()))
                .param(PostgresText.storable(series.author()))
                .param(series.patches().size())
                .update());
    }

    /** That with this hash. */
    public Optional<Series> find(String sha256) {
        return database.read(jdbc -> jdbc.sql("SELECT title, author, patches FROM patch_series WHERE sha256 = ?")
                .param(sha256)
                .query((row, number) ->
                        new Series(row.getString("title"), row.getString("author"), row.getInt("patches")))
                .optional());
    }
}
