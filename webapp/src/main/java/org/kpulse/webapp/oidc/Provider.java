package org.kpulse.webapp.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The provider as its discovery document describes it, which is asked for when somebody wants to sign in, and not before. */
final class Provider implements ClientRegistrationRepository {

    /** The only one: part of the addresses that sign-in uses. */
    static final String ID = "oidc";

    static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofHours(1);

    private final OidcSettings settings;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(WAIT).build();
    private @Nullable ClientRegistration known;
    private Instant asked = Instant.EPOCH;
    private @Nullable ProviderAway away;

    Provider(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) && settings.isConfigured() ? registration() : null;
    }

    /**
     * How to sign in there; asked for anew every hour.
     *
     * @throws ProviderAway if it does not answer, or with something else
     */
    synchronized ClientRegistration registration() {
        Instant now = clock.instant();
        if (away != null && now.isBefore(asked.plus(WAIT))) {
            throw away; // those who come meanwhile need not wait too
        }
        if (known == null || now.isAfter(asked.plus(KEPT))) {
            known = asked();
        }
        return known;
    }

    private ClientRegistration asked() {
        try {
            ClientRegistration found = registration(discovered());
            away = null;
            return found;
        } catch (ProviderAway e) {
            away = e;
            throw e;
        } finally {
            asked = clock.instant();
        }
    }

    private JsonNode discovered() {
        URI address = URI.create(settings.issuer().replaceFirst("/+$", "") + "/.well-known/openid-configuration");
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(WAIT).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ProviderAway(address + " answers " + answer.statusCode());
            }
            JsonNode document = JsonMapper.shared().readTree(answer.body());
            if (!document.path("issuer").asString("").equals(settings.issuer())) {
                throw new ProviderAway(address + " is of another issuer than web.oidc.issuer says");
            }
            return document;
        } catch (IOException | JacksonException e) {
            throw new ProviderAway(address + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderAway("interrupted", e);
        }
    }

    private ClientRegistration registration(JsonNode document) {
        String back =
                (settings.site().isEmpty() ? "{baseUrl}" : settings.site()) + "/login/oauth2/code/{registrationId}";
        return ClientRegistration.withRegistrationId(ID)
                .clientId(settings.clientId())
                .clientSecret(settings.secret().text())
                .clientAuthenticationMethod(method(document))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(back)
                .scope("openid", "profile", "email")
                .issuerUri(settings.issuer())
                .authorizationUri(endpoint(document, "authorization_endpoint"))
                .tokenUri(endpoint(document, "token_endpoint"))
                .jwkSetUri(endpoint(document, "jwks_uri"))
                .build();
    }

    private ClientAuthenticationMethod method(JsonNode document) {
        if (settings.secret().text().isEmpty()) {
            return ClientAuthenticationMethod.NONE;
        }
        String methods = document.path("token_endpoint_auth_methods_supported").toString();
        return methods.contains("\"client_secret_post\"") && !methods.contains("\"client_secret_basic\"")
                ? ClientAuthenticationMethod.CLIENT_SECRET_POST
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }

    /** As safe as the issuer: a secret is not sent in clear. */
    private String endpoint(JsonNode document, String name) {
        String address = document.path(name).asString("");
        boolean isSafe = address.startsWith("https://")
                || (settings.issuer().startsWith("http://") && address.startsWith("http://"));
        if (!isSafe) {
            throw new ProviderAway("its " + name + " is no https: address");
        }
        return address;
    }
}
