package org.kpulse.harness.store;

import java.time.Duration;
import java.util.Optional;
import org.kpulse.harness.fault.UsageException;

/**
 * Which database to use, as {@code kpulse.yaml} says under {@code database}.
 *
 * @param url {@code jdbc:postgresql://host[:port]/name} or {@code postgresql://host[:port]/name}; empty for the embedded server
 * @param user of an external database; empty when the URL or the environment of the driver names one
 * @param password of that user; never logged
 * @param patience how long a database that is away is tried again before giving up
 */
public record DatabaseSettings(
        Optional<String> url, Optional<String> user, Optional<String> password, Duration patience) {

    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

    public DatabaseSettings {
        url = url.map(DatabaseSettings::jdbc);
        if (patience.isNegative()) {
            throw new UsageException("database.patience must not be negative: " + patience + ".");
        }
    }

    /** The embedded server. */
    public static DatabaseSettings embedded() {
        return new DatabaseSettings(Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_PATIENCE);
    }

    /** An external database with the default patience of one minute. */
    public static DatabaseSettings external(String url, String user, String password) {
        return new DatabaseSettings(Optional.of(url), Optional.of(user), Optional.of(password), DEFAULT_PATIENCE);
    }

    private static String jdbc(String url) {
        String jdbc = url.replaceFirst("^(postgres|postgresql)://", "jdbc:postgresql://");
        if (!jdbc.matches("jdbc:postgresql://[^/]+/[^/?]+(\\?.*)?")) {
            throw new UsageException("database.url must look like jdbc:postgresql://host:5432/name.");
        }
        if (jdbc.contains("@")) {
            throw new UsageException(
                    "database.url must not hold a user or password: use database.user and database.password.");
        }
        return jdbc;
    }

    /** The URL without its parameters, which may hold secrets, for messages. */
    static String printable(String jdbcUrl) {
        return jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*$", "");
    }

    @Override
    public String toString() {
        return "database " + url.map(DatabaseSettings::printable).orElse("embedded");
    }
}
