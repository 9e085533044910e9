package org.kpulse.webapp.people;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kpulse.webapp.Site;

/** Somebody with a browser of their own: cookies, and the hidden field that forms have against forgery. */
public final class Visitor {

    private static final String PASSWORD = "a long enough password";
    private static final Pattern FIELD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Site site;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    public Visitor(Site site) {
        this.site = site;
    }

    /** A new operator of this name, signed in. */
    static Visitor operator(Site site, String name) {
        Accounts.person(site.database(), name, Role.OPERATOR, PASSWORD);
        Visitor visitor = new Visitor(site);
        visitor.signIn(name, PASSWORD);
        return visitor;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(site.at(path)).build());
    }

    /** Sends a form as the page at {@code page} would. */
    HttpResponse<String> post(String page, String path, Map<String, String> fields) {
        return post(path, fields, field(page));
    }

    /** What the forms of a page have against forgery; empty if it has none. */
    public String field(String page) {
        Matcher field = FIELD.matcher(get(page).body());
        return field.find() ? field.group(1) : "";
    }

    /** Sends a form with this against forgery. */
    public HttpResponse<String> post(String path, Map<String, String> fields, String csrf) {
        String body = fields.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                + "&_csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(site.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Signs in; where that led. */
    String signIn(String name, String password) {
        return leads(post("/login", "/login", Map.of("username", name, "password", password)));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Path and query that an answer leads to; its status if it leads nowhere. */
    public static String leads(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(URI::create)
                .map(uri -> uri.getPath() + (uri.getQuery() == null ? "" : "?" + uri.getQuery()))
                .orElse(String.valueOf(answer.statusCode()));
    }
}
