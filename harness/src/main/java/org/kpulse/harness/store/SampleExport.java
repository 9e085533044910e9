package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;

/** All samples as one stream in a stable order: run, benchmark, metric, iteration. Memory stays small however many there are. */
public final class SampleExport {

    private static final int ROWS_AT_ONCE = 1000;

    private final Database database;

    public SampleExport(Database database) {
        this.database = database;
    }

    /**
     * One sample with all that names it.
     *
     * @param runId in the database
     * @param kernel exact reference
     * @param platform name
     * @param direction {@code higher} or {@code lower} is better
     * @param iteration 0-based
     * @param boot 0-based number within its job
     * @param seed of the machine
     * @param value in the unit
     */
    public record ExportedSample(
            long runId,
            String kernel,
            String platform,
            String benchmark,
            String metric,
            String unit,
            String direction,
            int iteration,
            int boot,
            long seed,
            double value) {}

    /** Hands every sample to the consumer, of one experiment or of all finished runs. */
    public void forEach(Optional<Long> experimentId, Consumer<ExportedSample> consumer) {
        database.once(cursor -> {
            cursor.setFetchSize(ROWS_AT_ONCE);
            cursor.query(
                    """
                    SELECT r.id, k.ref, p.name AS platform, b.name AS benchmark, m.name AS metric, m.unit, m.direction,
                        r.boot, r.seed, rm.samples
                    FROM run r JOIN job j ON j.id = r.job_id JOIN kernel k ON k.id = j.kernel_id
                    JOIN platform p ON p.id = j.platform_id JOIN run_metric rm ON rm.run_id = r.id
                    JOIN metric m ON m.id = rm.metric_id JOIN benchmark b ON b.id = m.benchmark_id
                    WHERE ?::bigint IS NULL OR j.experiment_id = ?
                    ORDER BY r.id, b.name COLLATE "C", m.name COLLATE "C", m.id""",
                    (RowCallbackHandler) row -> each(row, consumer),
                    experimentId.orElse(null),
                    experimentId.orElse(null));
        });
    }

    private static void each(ResultSet row, Consumer<ExportedSample> consumer) throws SQLException {
        Double[] values = (Double[]) row.getArray("samples").getArray();
        for (int iteration = 0; iteration < values.length; iteration++) {
            if (values[iteration] != null) {
                consumer.accept(new ExportedSample(
                        row.getLong("id"),
                        row.getString("ref"),
                        row.getString("platform"),
                        row.getString("benchmark"),
                        row.getString("metric"),
                        row.getString("unit"),
                        row.getString("direction"),
                        iteration,
                        row.getInt("boot"),
                        row.getLong("seed"),
                        values[iteration]));
            }
        }
    }
}
