package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.kpulse.harness.run.RunRecord;

/** Finds an earlier run that must have given the same samples, were the machine deterministic. */
public final class TwinQuery {

    private final Database database;

    public TwinQuery(Database database) {
        this.database = database;
    }

    /**
     * A stored run.
     *
     * @param runId in the database
     * @param samples by {@code benchmark/metric}, in the order of iterations
     */
    public record Twin(long runId, Map<String, double[]> samples) {}

    /** The newest finished run that measured, with the same kernel, platform, seed, guest image, bundle, command line and emulator. */
    public Optional<Twin> earlier(RunRecord run) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT r.id FROM run r JOIN job j ON j.id = r.job_id
                        JOIN job mine ON mine.id = ? AND mine.kernel_id = j.kernel_id AND mine.platform_id = j.platform_id
                        WHERE r.state = 'FINISHED' AND r.seed = ? AND r.guest_image_sha256 = ? AND r.bundle_sha256 = ?
                          AND r.kernel_command_line = ? AND r.machine_version = ?
                          AND EXISTS (SELECT 1 FROM run_metric m WHERE m.run_id = r.id)
                        ORDER BY r.id DESC LIMIT 1""")
                .params(
                        run.slot().jobId(),
                        run.slot().seed(),
                        run.provenance().guestImageSha256(),
                        run.provenance().bundleSha256(),
                        run.provenance().kernelCommandLine(),
                        run.provenance().machineVersion())
                .query(Long.class)
                .optional()
                .map(id -> {
                    Map<String, double[]> samples = new TreeMap<>();
                    jdbc.sql("""
                            SELECT b.name || '/' || m.name AS key, rm.samples FROM run_metric rm
                            JOIN metric m ON m.id = rm.metric_id JOIN benchmark b ON b.id = m.benchmark_id
                            WHERE rm.run_id = ?""").param(id).query(row -> {
                        samples.put(row.getString("key"), values(row));
                    });
                    return new Twin(id, samples);
                }));
    }

    private static double[] values(ResultSet row) throws SQLException {
        Double[] all = (Double[]) row.getArray("samples").getArray();
        return Arrays.stream(all)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
