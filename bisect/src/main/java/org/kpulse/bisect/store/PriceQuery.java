package org.kpulse.bisect.store;

import java.util.Optional;
import org.kpulse.harness.store.Database;

/** What builds and boots took before, seconds. */
public final class PriceQuery {

    /** Where none was measured. */
    public static final double GUESSED_BUILD = 120;

    /** Likewise. */
    public static final double GUESSED_RUN = 30;

    private static final int LAST = 20;

    private final Database database;

    public PriceQuery(Database database) {
        this.database = database;
    }

    /** Median of the last builds of a tree that were made on top of another. */
    public Optional<Double> build(String tree) {
        return database.read(jdbc -> jdbc.sql("""
                SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM (
                    SELECT seconds FROM build WHERE starts_with(ref, ?) AND image_sha256 IS NOT NULL AND incremental
                    ORDER BY started_at DESC LIMIT ?) last""")
                .params("git:" + tree + "#", LAST)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Double.class)))
                .single());
    }

    /** Median of the last boots on a platform that ran nothing but this benchmark. */
    public Optional<Double> run(String platform, String benchmark) {
        return database.read(jdbc -> jdbc.sql("""
                SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total_seconds) FROM (
                    SELECT r.total_seconds FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id
                    JOIN suite s ON s.id = j.suite_id
                    WHERE p.name = ? AND s.name = ? AND r.state = 'FINISHED' ORDER BY r.id DESC LIMIT ?) last""")
                .params(platform, "only-" + benchmark, LAST)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Double.class)))
                .single());
    }
}
