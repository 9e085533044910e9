package org.kpulse.harness.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The opened and migrated database. Stores work through {@link #read} and {@link #write}, which try again while the database is away and
 * turn every failure into one sentence in an {@link InfraException}. Thread-safe; a small pool of connections.
 */
public final class Database implements AutoCloseable {

    static final String NAME = "kpulse";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final int POOL_SIZE = 8;
    private static final int CONNECT_SECONDS = 5;

    private final Optional<EmbeddedPostgres> server;
    private final HikariDataSource pool;
    private final Patience patience;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private Database(Optional<EmbeddedPostgres> server, HikariDataSource pool, Patience patience) {
        this.server = server;
        this.pool = pool;
        this.patience = patience;
        this.jdbc = JdbcClient.create(pool);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    /** Opens the database that the settings name, the embedded one of this state directory if none, and migrates it. */
    public static Database open(DatabaseSettings settings, StateDirectory state, Progress progress) {
        return open(settings, state, progress, Patience.of(settings.patience()));
    }

    static Database open(DatabaseSettings settings, StateDirectory state, Progress progress, Patience patience) {
        if (settings.url().isPresent()) {
            return open(Optional.empty(), settings, patience);
        }
        EmbeddedPostgres server = EmbeddedPostgres.open(state, progress);
        try {
            String url = server.jdbcUrl(NAME);
            DatabaseSettings found = DatabaseSettings.external(url, server.user(), server.password());
            try {
                return open(Optional.of(server), found, patience);
            } catch (InfraException e) {
                if (!NO_SUCH_DATABASE.equals(Patience.sqlState(e))) {
                    throw e;
                }
                create(server);
                return open(Optional.of(server), found, patience);
            }
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Database open(Optional<EmbeddedPostgres> server, DatabaseSettings settings, Patience patience) {
        String url = settings.url().orElseThrow();
        return patience.await(DatabaseSettings.printable(url), () -> {
            HikariDataSource pool = translated(url, () -> new HikariDataSource(config(settings, url)));
            try {
                translated(url, () -> {
                    Schema.migrate(pool);
                    return true;
                });
                return new Database(server, pool, patience);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
        });
    }

    private static HikariConfig config(DatabaseSettings settings, String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        config.setPoolName("kpulse");
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
        config.setInitializationFailTimeout(1);
        config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("ApplicationName", "kpulse");
        return config;
    }

    /** A new server has none yet, nor has one that was killed between its creation and that of its database. */
    private static void create(EmbeddedPostgres server) {
        Properties login = new Properties();
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"), login);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
        } catch (SQLException e) {
            if (!"42P04".equals(e.getSQLState())) {
                throw new InfraException("Cannot create the embedded database: " + Patience.cause(e) + ".", e);
            }
        }
    }

    /** The result of queries, each in its own transaction. */
    public <T> T read(Function<JdbcClient, T> work) {
        return patiently(() -> work.apply(jdbc));
    }

    /**
     * The result of work in one transaction: all of it is stored or none. It may be tried again after a lost connection, so it
     * must find out itself what an earlier try has stored.
     */
    public <T> T write(Function<JdbcClient, T> work) {
        return patiently(() -> transaction.execute(status -> work.apply(jdbc)));
    }

    /** Work in one transaction that is not tried again, because what it handed out cannot be taken back. */
    void once(Consumer<JdbcTemplate> work) {
        String where = url();
        Patience never = new Patience(patience.clock(), patience.sleeper(), Duration.ZERO);
        never.await(
                where,
                () -> translated(where, () -> {
                    transaction.executeWithoutResult(status -> work.accept(template()));
                    return true;
                }));
    }

    /** For what JdbcClient cannot do (COPY, cursors); inside {@link #write} it uses the same transaction. */
    JdbcTemplate template() {
        return new JdbcTemplate(pool);
    }

    /** The pool of connections, for a library that brings SQL of its own. */
    public DataSource connections() {
        return pool;
    }

    /** The URL for people and other programs, without parameters and secrets: {@code postgresql://host:port/name}. */
    public String url() {
        return DatabaseSettings.printable(String.valueOf(pool.getJdbcUrl()));
    }

    /** The user the connections belong to, and the password, for {@code kpulse db psql}; never to be logged. */
    public Optional<String> user() {
        return Optional.ofNullable(pool.getUsername());
    }

    /** See {@link #user()}. */
    public Optional<String> password() {
        return Optional.ofNullable(pool.getPassword());
    }

    /** Closes the connections and gives the embedded server back, which stops when nobody else uses it. */
    @Override
    public void close() {
        pool.close();
        server.ifPresent(EmbeddedPostgres::close);
    }

    /** The same database for readers who wait: it is away after this time. Closed with this one. */
    public Database within(Duration limit) {
        return new Database(server, pool, new Patience(patience.clock(), patience.sleeper(), limit));
    }

    private <T> T patiently(Supplier<T> work) {
        String where = url();
        return patience.await(where, () -> {
            try {
                return translated(where, work);
            } catch (DataAccessResourceFailureException e) {
                revive();
                throw e;
            }
        });
    }

    /** The embedded server is ours to start again; an external one is not. */
    private void revive() {
        try {
            server.ifPresent(EmbeddedPostgres::revive);
        } catch (InfraException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** Failures that mean "away" go through as they are, for {@link Patience}; all others become one sentence. */
    private static <T> T translated(String url, Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException | PoolInitializationException e) {
            if (Patience.isAway(e)) {
                throw new DataAccessResourceFailureException(Patience.cause(e), e);
            }
            throw new InfraException(sentence(DatabaseSettings.printable(url), e), e);
        }
    }

    private static String sentence(String where, Exception failure) {
        String cause = Patience.cause(failure);
        String state = String.valueOf(Patience.sqlState(failure));
        if (state.equals("53100")) {
            return "The disk of the database at " + where + " is full (" + cause
                    + "): nothing of this was stored, make room.";
        }
        return switch (state.substring(0, 2)) {
            case "28" -> "The database at " + where + " refuses the login: " + cause + ".";
            case "3D" -> "The database at " + where + " does not exist: " + cause + ".";
            case "23" -> "The database refused what does not fit its rules, nothing of it was stored: " + cause + ".";
            default -> "The database at " + where + " failed: " + cause + ".";
        };
    }
}
