package org.kpulse.webapp.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.UsageException;

/**
 * How mails are sent.
 *
 * @param host the SMTP server; empty: none are sent
 * @param user name to sign in with; empty: without signing in
 * @param from address that mails come from
 */
public record MailSettings(String host, int port, Security security, String user, Secret password, String from) {

    /** The variable that holds the password. */
    public static final String PASSWORD_VARIABLE = "KPULSE_MAIL_PASSWORD";

    /** How the connection is protected. */
    public enum Security {
        /** Begun in clear and then encrypted, or given up. */
        STARTTLS,
        /** Encrypted from the first byte. */
        TLS,
        /** In clear: for a server on this host or in a network of one's own. */
        OFF
    }

    /** A text that is never printed. */
    public record Secret(String text) {
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /** Refuses with a {@link UsageException} what would show a password to the network. */
    public MailSettings {
        if (security == Security.OFF && !user.isEmpty()) {
            throw new UsageException("mail.user needs mail.security starttls or tls: a password is not sent in clear.");
        }
    }

    /** By configuration; the password from the environment, else from a file. */
    public static MailSettings of(Config config, Map<String, String> environment) {
        return new MailSettings(
                config.text(ConfigKey.MAIL_HOST),
                config.number(ConfigKey.MAIL_PORT),
                Security.valueOf(config.text(ConfigKey.MAIL_SECURITY).toUpperCase(java.util.Locale.ROOT)),
                config.text(ConfigKey.MAIL_USER),
                new Secret(Optional.ofNullable(environment.get(PASSWORD_VARIABLE))
                        .or(() -> config.optional(ConfigKey.MAIL_PASSWORD_FILE).map(MailSettings::firstLine))
                        .orElse("")),
                config.text(ConfigKey.MAIL_FROM));
    }

    /** Why nothing can be sent; empty when it can. */
    public Optional<String> missing() {
        if (host.isEmpty()) {
            return Optional.of("No mail server is configured (mail.host).");
        }
        return from.isEmpty()
                ? Optional.of("It is not configured whom mails come from (mail.from).")
                : Optional.empty();
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("Cannot read the password file " + file + " (mail.password-file).", e);
        }
    }
}
