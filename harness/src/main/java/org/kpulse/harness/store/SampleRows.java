package org.kpulse.harness.store;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;

/** Reads rows of {@code run_metric}. */
final class SampleRows {

    private SampleRows() {}

    /** Takes one row. */
    @FunctionalInterface
    interface Taker {
        /** The values are in the order of iterations, without those that gave none. */
        void take(long runId, long metricId, double[] values);
    }

    /** Hands over all rows of these runs in no particular order. */
    static void read(Connection connection, Collection<Long> runIds, Taker taker) throws SQLException {
        BinaryRows.read(
                connection,
                "SELECT run_id, metric_id, samples FROM run_metric WHERE run_id = ANY ('" + PostgresText.array(runIds)
                        + "'::bigint[])",
                row -> taker.take(BinaryRows.integer(row), BinaryRows.integer(row), values(row)));
    }

    private static double[] values(ByteBuffer row) {
        double[] values = new double[BinaryRows.elements(row)];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (row.getInt() == Double.BYTES) {
                values[n++] = row.getDouble();
            }
        }
        return n == values.length ? values : Arrays.copyOf(values, n);
    }
}
