package org.kpulse.harness.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.kpulse.harness.fault.InfraException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings a database to the schema this Kpulse ships ({@code db/migrations/V###__what.sql}, by Flyway). The fast path costs one query: the
 * hash over all shipped migrations is kept in table {@code schema_fingerprint}, and when it is equal nothing is done.
 */
final class Schema {

    private static final String FOLDER = "db/migrations";
    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");
    private static final int OLDEST_SERVER = 15;

    private Schema() {}

    /** Migrates if need be; refuses a schema that is newer than this Kpulse, and a server older than PostgreSQL 15. */
    static void migrate(DataSource source) {
        JdbcClient jdbc = JdbcClient.create(source);
        List<String> shipped = shipped();
        String fingerprint = fingerprint(shipped);
        if (stored(jdbc).equals(Optional.of(fingerprint))) {
            return;
        }
        checkServer(jdbc);
        checkNotNewer(jdbc, version(shipped.get(shipped.size() - 1)));
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + FOLDER)
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (Patience.isAway(e)) {
                throw e;
            }
            throw new InfraException(
                    "Cannot bring the database to the schema of this Kpulse: " + Patience.cause(e)
                            + " (nothing of the failed migration was kept).",
                    e);
        }
        jdbc.sql("INSERT INTO schema_fingerprint (migrations_sha256) VALUES (?)"
                        + " ON CONFLICT (only_row) DO UPDATE SET migrations_sha256 = excluded.migrations_sha256")
                .param(fingerprint)
                .update();
    }

    private static Optional<String> stored(JdbcClient jdbc) {
        if (!exists(jdbc, "schema_fingerprint")) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT migrations_sha256 FROM schema_fingerprint")
                .query(String.class)
                .optional();
    }

    private static boolean exists(JdbcClient jdbc, String table) {
        return jdbc.sql("SELECT to_regclass(?) IS NOT NULL")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    private static void checkServer(JdbcClient jdbc) {
        int version = jdbc.sql("SELECT current_setting('server_version_num')::int")
                .query(Integer.class)
                .single();
        if (version / 10_000 < OLDEST_SERVER) {
            throw new InfraException("The database server is PostgreSQL " + version / 10_000 + "; Kpulse needs "
                    + OLDEST_SERVER + " or newer.");
        }
    }

    private static void checkNotNewer(JdbcClient jdbc, int newest) {
        if (!exists(jdbc, "flyway_schema_history")) {
            return;
        }
        int there = jdbc.sql("SELECT coalesce(max(version::int), 0) FROM flyway_schema_history WHERE success")
                .query(Integer.class)
                .single();
        if (there > newest) {
            throw new InfraException("The database has schema version " + there + " and this Kpulse knows only "
                    + newest + ": use the newer Kpulse that migrated it, or another database.");
        }
    }

    /** The names of the shipped migrations in order. */
    static List<String> shipped() {
        URL first = resource("V001__bookkeeping.sql");
        try {
            if (first.openConnection() instanceof JarURLConnection jar) {
                return names(jar.getJarFile().stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(FOLDER + "/"))
                        .map(name -> name.substring(FOLDER.length() + 1)));
            }
            try (Stream<Path> files =
                    Files.list(Objects.requireNonNull(Path.of(first.toURI()).getParent()))) {
                return names(files.map(file -> file.getFileName().toString()));
            }
        } catch (IOException | URISyntaxException e) {
            throw new InfraException("Cannot read the shipped migrations: " + e.getMessage() + ".", e);
        }
    }

    private static List<String> names(Stream<String> names) {
        return names.filter(name -> NAME.matcher(name).matches()).sorted().toList();
    }

    static int version(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a migration: " + name);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static String fingerprint(List<String> names) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                try (InputStream in = resource(name).openStream()) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new InfraException("Cannot read the shipped migrations: " + e.getMessage() + ".", e);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Schema.class.getResource("/" + FOLDER + "/" + name), name);
    }
}
