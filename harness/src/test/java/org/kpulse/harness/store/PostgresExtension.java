package org.kpulse.harness.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL for tests. Give the class {@code @ExtendWith(PostgresExtension.class)} and take a {@link Database} as a parameter of a
 * constructor, life-cycle or test method: it is migrated and, at the start of each test class, empty (a clone of a template, so it costs
 * some 50 ms a class). Within a class tests share it: make your own kernels and jobs with {@link StoreFixture}.
 *
 * <p>One server a JVM, kept below {@code target/} between builds. The session's time zone is hostile on purpose: the driver takes the
 * JVM's (Asia/Kathmandu under surefire).
 */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);
    private static final String TEMPLATE = "template_" + ProcessHandle.current().pid();

    /** The server of this JVM with its migrated template; closed when all tests have ended. */
    private record Server(EmbeddedPostgres postgres) implements AutoCloseable {

        static Server start() {
            StateDirectory state = new StateDirectory(Path.of("target", "test-database"));
            Server server = new Server(EmbeddedPostgres.open(state, Progress.silent()));
            server.leftovers().forEach(name -> server.sql("DROP DATABASE " + name + " WITH (FORCE)"));
            server.sql("CREATE DATABASE " + TEMPLATE);
            server.database(TEMPLATE).close();
            return server;
        }

        Database database(String name) {
            DatabaseSettings settings = new DatabaseSettings(
                    Optional.of(postgres.jdbcUrl(name)),
                    Optional.of(postgres.user()),
                    Optional.of(postgres.password()),
                    Duration.ofSeconds(5));
            return reopen(settings);
        }

        /** Databases of test JVMs that were killed. */
        private List<String> leftovers() {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT datname FROM pg_database WHERE datname ~ '^(test|template)_[0-9]'")) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    long pid = Long.parseLong(rows.getString(1).replaceAll("^\\D+(\\d+).*", "$1"));
                    if (ProcessHandle.of(pid).isEmpty()
                            || pid == ProcessHandle.current().pid()) {
                        names.add(rows.getString(1));
                    }
                }
                return names;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void sql(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        private Connection connect() throws SQLException {
            return DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.user(), postgres.password());
        }

        @Override
        public void close() {
            sql("DROP DATABASE " + TEMPLATE);
            postgres.close();
        }
    }

    /** The database of one test class. */
    private record Clone(String name, Database database) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        Server running = server(context);
        String name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        running.sql("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
        context.getStore(NAMESPACE).put(Clone.class, new Clone(name, running.database(name)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Clone clone = context.getStore(NAMESPACE).remove(Clone.class, Clone.class);
        clone.database().close();
        server(context).sql("DROP DATABASE " + clone.name() + " WITH (FORCE)");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Clone.class, Clone.class).database();
    }

    /** Another {@link Database} by these settings. */
    static Database reopen(DatabaseSettings settings) {
        return Database.open(settings, new StateDirectory(Path.of("target", "unused")), Progress.silent());
    }

    private static Server server(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Server.class, key -> Server.start(), Server.class);
    }
}
