package org.kpulse.webapp.hooks;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.http.Hosts;

/**
 * Who is told.
 *
 * @param urls of the configuration and of nobody else
 * @param secret that signs
 * @param privateAddresses whether they may lie in a private network
 * @param site where others find the pages; may be empty
 * @param tries after which one is given up
 */
public record HookSettings(List<URI> urls, Secret secret, boolean privateAddresses, String site, int tries) {

    /** The variable that holds the secret. */
    public static final String SECRET_VARIABLE = "KPULSE_WEBHOOKS_SECRET";

    private static final int LEAST_SECRET = 16;

    /** A text that is never printed. */
    public record Secret(String text) {
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /** Refuses with a {@link UsageException} addresses without a secret that is worth the name. */
    public HookSettings {
        urls = List.copyOf(urls);
        if (!urls.isEmpty() && secret.text().length() < LEAST_SECRET) {
            throw new UsageException("webhooks.urls needs a secret of at least " + LEAST_SECRET
                    + " characters, in the environment (" + SECRET_VARIABLE + ") or a file (webhooks.secret-file).");
        }
    }

    /** By configuration; the secret from the environment, else from a file. */
    public static HookSettings of(Config config, Map<String, String> environment) {
        return new HookSettings(
                config.list(ConfigKey.WEBHOOKS_URLS).stream()
                        .map(HookSettings::uri)
                        .toList(),
                new Secret(Optional.ofNullable(environment.get(SECRET_VARIABLE))
                        .or(() ->
                                config.optional(ConfigKey.WEBHOOKS_SECRET_FILE).map(HookSettings::firstLine))
                        .orElse("")),
                config.text(ConfigKey.WEBHOOKS_PRIVATE).equals("on"),
                config.text(ConfigKey.WEB_URL),
                config.number(ConfigKey.WEBHOOKS_TRIES));
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new UsageException("webhooks.urls: one of them is no URL.");
    }

    /** Why an address may not be asked now, as the end of a sentence; the host is looked up. */
    Optional<String> refusal(URI uri) throws UnknownHostException {
        Set<String> names = urls.stream().map(URI::getHost).collect(Collectors.toSet());
        return new Hosts(names, Set.of("https", "http"), privateAddresses, java.net.InetAddress::getAllByName)
                .refusal(uri);
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("Cannot read the file " + file + " (webhooks.secret-file).", e);
        }
    }
}
