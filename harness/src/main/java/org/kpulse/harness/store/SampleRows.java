package org.kpulse.harness.store;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads rows of {@code run_metric} by binary COPY, because a freshly started JVM parses 200,000 numbers from text far slower than it
 * takes them as they are. Format: "Binary Format" of PostgreSQL's COPY manual page, and {@code array_send}.
 */
final class SampleRows {

    private static final int SIGNATURE_BYTES = 11;
    private static final int ARRAY_HEADER_BYTES = 5 * Integer.BYTES;

    private SampleRows() {}

    /** Takes one row. */
    @FunctionalInterface
    interface Taker {
        /** The values are in the order of iterations, without those that gave none. */
        void take(long runId, long metricId, double[] values);
    }

    /** Hands over all rows of these runs in no particular order. */
    static void read(Connection connection, Collection<Long> runIds, Taker taker) throws SQLException {
        String ids = runIds.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT run_id, metric_id, samples FROM run_metric WHERE run_id = ANY ('" + ids
                        + "'::bigint[])) TO STDOUT (FORMAT binary)");
        boolean first = true;
        byte @Nullable [] message;
        while ((message = copy.readFromCopy()) != null) {
            ByteBuffer buffer = ByteBuffer.wrap(message);
            if (first) {
                buffer.position(SIGNATURE_BYTES + Integer.BYTES);
                int extension = buffer.getInt();
                buffer.position(buffer.position() + extension);
                first = false;
            }
            while (buffer.hasRemaining()) {
                row(buffer, taker);
            }
        }
    }

    /** One row, or the trailer, whose number of fields is -1. */
    private static void row(ByteBuffer buffer, Taker taker) {
        if (buffer.getShort() < 0) {
            return;
        }
        buffer.getInt();
        long runId = buffer.getLong();
        buffer.getInt();
        long metricId = buffer.getLong();
        taker.take(runId, metricId, array(buffer));
    }

    private static double[] array(ByteBuffer buffer) {
        int end = buffer.getInt() + buffer.position();
        int size = buffer.getInt(buffer.position() + 3 * Integer.BYTES);
        buffer.position(buffer.position() + ARRAY_HEADER_BYTES);
        double[] values = new double[size];
        int n = 0;
        while (buffer.position() < end) {
            if (buffer.getInt() == Double.BYTES) {
                values[n++] = buffer.getDouble();
            }
        }
        return n == size ? values : Arrays.copyOf(values, n);
    }
}
