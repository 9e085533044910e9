package org.kpulse.harness.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rights to rows that one process has at a time, on whatever host: advisory locks of one connection, which PostgreSQL gives back when their
 * owner dies. Used by one thread.
 */
public final class RowLocks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RowLocks.class);
    private static final int VALID_SECONDS = 5;

    /** What the rows are of. */
    public enum Kind {
        BISECTION(7001);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private final Database database;
    private final Kind kind;
    private final Set<Long> taken = new HashSet<>();
    private @Nullable Connection connection;

    /** None is taken yet. */
    public RowLocks(Database database, Kind kind) {
        this.database = database;
        this.kind = kind;
    }

    /** Takes the right to a row, or makes sure of one that was taken; false if another has it. After a lost connection it is taken anew. */
    public boolean tryTake(long id) {
        try {
            return take(id);
        } catch (SQLException lost) {
            forget();
            database.read(jdbc -> jdbc.sql("SELECT 1").query(Integer.class).single()); // waits until it is back
            try {
                return take(id);
            } catch (SQLException e) {
                throw new InfraException("Cannot take the right to work on row " + id + ": " + e.getMessage() + ".", e);
            }
        }
    }

    private boolean take(long id) throws SQLException {
        if (connection == null || !connection.isValid(VALID_SECONDS)) {
            forget();
            connection = database.connections().getConnection();
            noticeDeath(connection);
        }
        if (taken.contains(id)) {
            return true;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, kind.number);
            statement.setInt(2, Math.toIntExact(id));
            try (ResultSet row = statement.executeQuery()) {
                boolean mine = row.next() && row.getBoolean(1);
                if (mine) {
                    taken.add(id);
                }
                return mine;
            }
        }
    }

    /** A host that vanishes without a word is noticed within about a minute, not within the system's two hours. */
    private static void noticeDeath(Connection own) throws SQLException {
        try (Statement statement = own.createStatement()) {
            statement.execute("SET tcp_keepalives_idle = 30");
            statement.execute("SET tcp_keepalives_interval = 10");
            statement.execute("SET tcp_keepalives_count = 3");
        }
    }

    /** Whether anybody has the right to a row now. */
    public static boolean isTaken(Database database, Kind kind, long id) {
        return database.read(jdbc ->
                jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.objsubid = 2
                        AND l.classid = ?::bigint::oid AND l.objid = ?::bigint::oid)""").params(kind.number, id).query(Boolean.class).single());
    }

    /** Gives all back. */
    @Override
    public void close() {
        forget();
    }

    private void forget() {
        taken.clear();
        if (connection == null) {
            return;
        }
        try (Connection own = connection;
                Statement statement = own.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()"); // it goes back to a pool
        } catch (SQLException e) {
            LOG.debug("the connection is gone, and with it its locks: {}", e.getMessage());
        } finally {
            connection = null;
        }
    }
}
