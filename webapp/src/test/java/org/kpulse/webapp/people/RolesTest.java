package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;

/** Every route and method as everybody: only what the list says is let in. */
class RolesTest {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");
    private static final Set<String> OPERATED = Set.of(
            "/bisections/999/pause",
            "/regressions/999/judge",
            "/regressions/999/bisect",
            "/regressions/999/again",
            "/bisections",
            "/reports/digest",
            "/api/v1/bisections",
            "/api/v1/reports/digest",
            "/queue",
            "/queue/patch",
            "/queue/cancel",
            "/api/v1/requests",
            "/api/v1/requests/patch",
            "/api/v1/requests/999/cancel",
            "/regressions/999/report",
            "/reports/999/edit",
            "/reports/999/approve",
            "/reports/999/discard",
            "/reports/999/send",
            "/api/v1/regressions/999/report",
            "/api/v1/regressions/999/bisect",
            "/api/v1/regressions/999/again",
            "/api/v1/reports/999/edit",
            "/api/v1/reports/999/approve",
            "/api/v1/reports/999/discard",
            "/api/v1/reports/999/send",
            "/api/v1/bisections/999/pause",
            "/api/v1/regressions/999/judge",
            "/api/v1/results");

    @TempDir
    static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home, false);
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    /** The least role that may, empty for nobody; what everybody may is in {@link #open(String)}. */
    private static Optional<Role> least(String method, String path) {
        if (path.startsWith("/people") || path.startsWith("/audit") || path.startsWith("/webhooks")) {
            return Optional.of(Role.ADMIN);
        }
        if (path.startsWith("/account")) {
            return Optional.of(Role.VIEWER);
        }
        if (method.equals("GET")) {
            return Optional.of(Role.VIEWER);
        }
        return method.equals("POST") && OPERATED.contains(path) ? Optional.of(Role.OPERATOR) : Optional.empty();
    }

    private static boolean open(String path) {
        return path.equals("/login")
                || path.equals("/error")
                || path.startsWith("/vendor/")
                || path.startsWith("/script/");
    }

    @Test
    void everyRouteLetsInOnlyWhoMay() {
        Set<String> paths = new TreeSet<>();
        for (String pattern : site.server().routes()) {
            paths.add(pattern.replaceAll("\\{\\*?action[^}]*\\}", "pause").replaceAll("\\{\\*?[^}]*\\}", "999"));
        }
        assertThat(paths)
                .contains("/", "/kernels", "/people", "/account/tokens/999/revoke")
                .containsAll(OPERATED);
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            for (String method : METHODS) {
                check(method, path, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(String method, String path, List<String> wrong) {
        if (open(path)) {
            return;
        }
        Optional<Role> least = least(method, path);
        if (!isRefused(send(method, path, Optional.empty()))) {
            wrong.add(method + " " + path + " as nobody");
        }
        for (Role role : Role.values()) {
            boolean may = least.isPresent() && role.compareTo(least.get()) >= 0;
            HttpResponse<String> answer = send(method, path, Optional.of(role));
            if (isRefused(answer) == may) {
                wrong.add(method + " " + path + " as " + role + ": " + answer.statusCode());
            }
        }
    }

    private static HttpResponse<String> send(String method, String path, Optional<Role> role) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(site.at(path)).method(method, HttpRequest.BodyPublishers.noBody());
        role.ifPresent(r -> request.header("Authorization", "Bearer token of " + r));
        return site.send(request.build());
    }

    private static boolean isRefused(HttpResponse<String> answer) {
        return answer.statusCode() == 401
                || answer.statusCode() == 403
                || answer.headers()
                        .firstValue("Location")
                        .filter(to -> to.endsWith("/login"))
                        .isPresent();
    }
}
