package org.kpulse.harness.store;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads rows with arrays by binary COPY, because a freshly started JVM parses 200,000 numbers from text far slower than it takes them as
 * they are. Format: "Binary Format" of PostgreSQL's COPY manual page, and {@code array_send}. No value may be null.
 */
final class BinaryRows {

    private static final int SIGNATURE_BYTES = 11;
    private static final int ARRAY_HEADER_BYTES = 5 * Integer.BYTES;

    private BinaryRows() {}

    /** Takes one row: must read all its fields, in order. */
    @FunctionalInterface
    interface Taker {
        void take(ByteBuffer row);
    }

    /** Hands over all rows of a query. */
    static void read(Connection connection, String query, Taker taker) throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
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
                if (buffer.getShort() >= 0) { // the trailer has -1 fields
                    taker.take(buffer);
                }
            }
        }
    }

    /** A field of type {@code smallint}, {@code integer} or {@code bigint}. */
    static long integer(ByteBuffer row) {
        return element(row, row.getInt());
    }

    private static long element(ByteBuffer row, int bytes) {
        return bytes == Long.BYTES ? row.getLong() : bytes == Integer.BYTES ? row.getInt() : row.getShort();
    }

    /** Goes to the first element of an array with one dimension, and says how many there are. */
    static int elements(ByteBuffer row) {
        row.getInt();
        int size = row.getInt(row.position() + 3 * Integer.BYTES);
        row.position(row.position() + ARRAY_HEADER_BYTES);
        return size;
    }

    /** A field that is an array of one of the types of {@link #integer}, not empty. */
    static long[] integers(ByteBuffer row) {
        long[] values = new long[elements(row)];
        for (int i = 0; i < values.length; i++) {
            values[i] = element(row, row.getInt());
        }
        return values;
    }
}
