package org.kpulse.webapp.oidc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.webapp.mail.MailSettings.Secret;
import org.kpulse.webapp.people.Role;

/**
 * How people sign in through a provider.
 *
 * @param issuer of the ID tokens; empty: nobody does
 * @param secret may be empty: then Kpulse is a public client
 * @param roleClaim where the role is; empty: nowhere
 * @param withoutRole what those are whose token has none; empty: they are refused
 * @param site where others reach the pages, without / at its end; empty: as the browser's request says
 */
record OidcSettings(
        String issuer, String clientId, Secret secret, String roleClaim, Optional<Role> withoutRole, String site) {

    /** The variable that holds the secret. */
    static final String SECRET_VARIABLE = "KPULSE_WEB_OIDC_CLIENT_SECRET";

    OidcSettings {
        if (!issuer.isEmpty() && clientId.isEmpty()) {
            throw new UsageException(
                    "web.oidc.issuer needs web.oidc.client-id: the name that the provider knows us by.");
        }
    }

    /** By configuration; the secret from the environment, else from a file. */
    static OidcSettings of(Config config, Map<String, String> environment) {
        return new OidcSettings(
                config.text(ConfigKey.OIDC_ISSUER),
                config.text(ConfigKey.OIDC_CLIENT_ID),
                new Secret(Optional.ofNullable(environment.get(SECRET_VARIABLE))
                        .or(() -> config.optional(ConfigKey.OIDC_SECRET_FILE).map(OidcSettings::firstLine))
                        .orElse("")),
                config.text(ConfigKey.OIDC_ROLE_CLAIM),
                config.text(ConfigKey.OIDC_WITHOUT_ROLE).equals("viewer") ? Optional.of(Role.VIEWER) : Optional.empty(),
                config.text(ConfigKey.WEB_URL));
    }

    boolean isConfigured() {
        return !issuer.isEmpty();
    }

    /** The provider's host, which people know it by. */
    String host() {
        return Optional.ofNullable(URI.create(issuer).getHost()).orElse(issuer);
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("Cannot read the secret file " + file + " (web.oidc.client-secret-file).", e);
        }
    }
}
