package org.kpulse.harness.store.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

/**
 * A share in the embedded PostgreSQL server of a state directory. Any number of processes, and any number of times in each, may
 * {@link #open} it; the first starts the server, the last to {@link #close} stops it. Whoever is killed with -9 leaves at worst a
 * running server, which the next process uses and stops, or a crashed one, which recovers at the next start.
 *
 * <p>Only zonky's <em>binaries</em> are used. Its {@code EmbeddedPostgres} class owns its server: it ties it to one process, deletes or
 * locks the data directory in its own way, trusts every local user and stops by a JVM shutdown hook; none of that can be
 * shared between processes. Its artifact would also bring the binaries for Windows and macOS (96 MB).
 *
 * <p>The program's one shutdown hook should call {@link #closeAll()} last, after its own work has ended.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Map<Path, Shared> SHARED = new HashMap<>();

    private final Shared shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(Shared shared) {
        this.shared = shared;
    }

    /** What the shares of one process have in common. */
    private static final class Shared {
        private final Path directory;
        private final ServerLocks locks;
        private final Postmaster server;
        private final int port;
        private final String password;
        private int shares;

        Shared(Path directory, ServerLocks locks, Postmaster server, int port, String password) {
            this.directory = directory;
            this.locks = locks;
            this.server = server;
            this.port = port;
            this.password = password;
        }
    }

    /** A share in the running server, started when it is not; any failure is one sentence in an {@link InfraException}. */
    public static EmbeddedPostgres open(StateDirectory state, Progress progress) {
        Path directory = state.postgres();
        if (!directory.toString().matches("[^\"$`\\\\\\n]*")) {
            throw new InfraException("PostgreSQL cannot live in " + directory
                    + ": set KPULSE_HOME to a directory whose name has no quotes, dollar signs or backslashes.");
        }
        synchronized (SHARED) {
            @Nullable Shared shared = SHARED.get(directory);
            if (shared == null) {
                shared = attach(directory, progress);
                SHARED.put(directory, shared);
            }
            shared.shares++;
            return new EmbeddedPostgres(shared);
        }
    }

    private static Shared attach(Path directory, Progress progress) {
        ServerLocks locks = new ServerLocks(directory);
        return locks.alone(() -> {
            Path home = PostgresBinaries.unpacked(directory, progress);
            DataDirectory data = new DataDirectory(directory);
            if (!Postmaster.isReady(data.path())) {
                data.create(home, ServerAccount.of(directory), progress);
            }
            Postmaster server = new Postmaster(home, data);
            locks.use();
            try {
                return new Shared(directory, locks, server, server.attachOrStart(), data.password());
            } catch (RuntimeException e) {
                if (locks.leave()) {
                    stopAfter(e, server);
                }
                throw e;
            }
        });
    }

    private static void stopAfter(RuntimeException failure, Postmaster server) {
        boolean interrupted = Thread.interrupted();
        try {
            server.stop();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The JDBC URL of one database of the server. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + shared.port + "/" + database;
    }

    /** The server's only user, its superuser. */
    public String user() {
        return DataDirectory.USER;
    }

    /** Its password, 48 hex digits; never to be logged. */
    public String password() {
        return shared.password;
    }

    /** Starts the server again, on the same port, if it ended without being told to; does nothing after {@link #close}. */
    public void revive() {
        synchronized (SHARED) {
            if (!closed.get() && SHARED.get(shared.directory) == shared) {
                shared.locks.<Boolean>alone(() -> {
                    shared.server.restart(shared.port);
                    return true;
                });
            }
        }
    }

    /** Gives the share back; the last one in the last process stops the server. More than once does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            synchronized (SHARED) {
                if (SHARED.get(shared.directory) == shared && --shared.shares == 0) {
                    end(shared);
                }
            }
        }
    }

    /** Gives back all shares of this process, for a shutdown hook: an open in progress is waited for. */
    public static void closeAll() {
        synchronized (SHARED) {
            List.copyOf(SHARED.values()).forEach(EmbeddedPostgres::end);
        }
    }

    /** An interrupt does not keep the server from being stopped; it is restored afterwards. */
    private static void end(Shared shared) {
        SHARED.remove(shared.directory);
        boolean interrupted = Thread.interrupted();
        try {
            shared.locks.<Boolean>alone(() -> {
                boolean last = shared.locks.leave();
                if (last) {
                    shared.server.stop();
                }
                return last;
            });
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
