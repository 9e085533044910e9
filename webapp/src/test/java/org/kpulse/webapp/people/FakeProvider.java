package org.kpulse.webapp.people;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.kpulse.webapp.Site;

/** A small OpenID provider on this host: discovery, keys, tokens. It signs whatever a test wants. */
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "kpulse-here";
    static final String SECRET = "a secret for two";

    private final HttpServer server;
    private final RSAKey key = key("one");
    private final RSAKey stranger = key("one");
    private UnaryOperator<JWTClaimsSet.Builder> claims = all -> all;
    private String signer = "key";
    private Map<String, String> asked = Map.of();
    private int discoveries;
    private String trouble = "";

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> {
            discoveries++;
            json(
                    exchange,
                    200,
                    "{\"issuer\": \"%1$s\", \"authorization_endpoint\": \"%1$s/authorize\", \"token_endpoint\": \"%1$s/token\", \"jwks_uri\": \"%1$s/keys\"}"
                            .formatted(issuer()));
        });
        server.createContext("/keys", exchange -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int discoveries() {
        return discoveries;
    }

    /** What was wrong with the last request for a token; empty if nothing was. */
    String trouble() {
        return trouble;
    }

    /** From now on tokens say this beside or instead of what they should. */
    void says(UnaryOperator<JWTClaimsSet.Builder> changed) {
        claims = changed;
        signer = "key";
    }

    /** From now on tokens are signed by another key of the same name, or by the client's secret. */
    void signsWith(String what) {
        claims = all -> all;
        signer = what;
    }

    /** What a browser does that is sent here by the pages: where it is sent back to, as path and query. */
    String back(HttpResponse<String> sent) {
        URI address = URI.create(sent.headers().firstValue("Location").orElseThrow());
        if (!address.toString().startsWith(issuer() + "/authorize?")) {
            throw new IllegalStateException("sent to " + address);
        }
        asked = fields(address.getRawQuery());
        return URI.create(asked.get("redirect_uri")).getPath() + "?code=one&state="
                + asked.get("state").replace("=", "%3D");
    }

    /** Signs in from first to last; where it led. */
    String signIn(Visitor visitor) {
        return Visitor.leads(visitor.get(back(visitor.get("/oauth2/authorization/oidc"))));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> fields =
                fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String wanted = Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET.replace(" ", "+")).getBytes(StandardCharsets.UTF_8));
        boolean isClient = basic.equals("Basic " + wanted);
        boolean isSame = sha256(String.valueOf(fields.get("code_verifier"))).equals(asked.get("code_challenge"));
        trouble = (isClient ? "" : "client: " + basic + " ") + (isSame ? "" : "PKCE");
        if (!trouble.isEmpty()) {
            json(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        json(
                exchange,
                200,
                "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \"" + idToken()
                        + "\"}");
    }

    private String idToken() {
        Instant now = Instant.now();
        JWTClaimsSet said = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(CLIENT)
                        .subject("subject-1")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .claim("nonce", asked.get("nonce"))
                        .claim("preferred_username", "Trillian")
                        .claim("roles", java.util.List.of("everybody", "operator")))
                .build();
        try {
            boolean isShared = signer.equals("secret");
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(isShared ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256)
                            .keyID("one")
                            .build(),
                    said);
            token.sign(
                    isShared
                            ? new MACSigner(SECRET.repeat(3))
                            : new RSASSASigner(signer.equals("stranger") ? stranger : key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String query) {
        return new HashMap<>(Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** A page of the site for somebody who has signed in nowhere. */
    static String loginPage(Site site, String query) {
        return new Visitor(site).get("/login" + query).body();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
