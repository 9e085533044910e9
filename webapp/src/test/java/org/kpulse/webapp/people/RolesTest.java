package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;

/** Every route and method as everybody: only what the list says is let in. */
class RolesTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
    private static final Set<String> OPERATED = Set.of(
            "/bisections/999/pause",
            "/regressions/999/judge",
            "/regressions/999/bisect",
            "/regressions/999/again",
            "/bisections",
            "/reports/digest",
            "/api/v1/bisections",
            "/api/v1/reports/digest",
            "/series/999/999/999/annotate",
            "/series/999/999/999/annotations/999/withdraw",
            "/api/v1/annotations",
            "/api/v1/annotations/999/withdraw",
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

    private static final String PASSWORD = "a long enough password";

    private static final Map<Role, Visitor> PEOPLE = new EnumMap<>(Role.class);
    private static final Map<Role, String> FIELDS = new EnumMap<>(Role.class);

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home, false);
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
        for (Role role : Role.values()) {
            Accounts.person(site.database(), "person." + role.name().toLowerCase(Locale.ROOT), role, PASSWORD);
            Visitor visitor = new Visitor(site);
            visitor.signIn("person." + role.name().toLowerCase(Locale.ROOT), PASSWORD);
            PEOPLE.put(role, visitor);
            FIELDS.put(role, visitor.field("/account"));
        }
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
        if (method.equals("GET") || method.equals("HEAD")) {
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

    private static Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        for (String pattern : site.server().routes()) {
            paths.add(pattern.replaceAll("\\{\\*?action[^}]*\\}", "pause").replaceAll("\\{\\*?[^}]*\\}", "999"));
        }
        assertThat(paths)
                .contains("/", "/kernels", "/people", "/account/tokens/999/revoke")
                .containsAll(OPERATED);
        return paths;
    }

    private interface Asking {
        HttpResponse<String> as(Role role, String method, String path);
    }

    @Test
    void everyRouteLetsInOnlyTheTokensThatMayAndNoneToAnAccount() {
        assertThat(wrong(
                        (role, method, path) -> send(method, path, Optional.of(role)),
                        (method, path) -> path.startsWith("/account") ? Optional.empty() : least(method, path)))
                .isEmpty();
    }

    @Test
    void everyRouteLetsInOnlyThePeopleThatMay() {
        assertThat(wrong(
                        (role, method, path) -> PEOPLE.get(role)
                                .send(HttpRequest.newBuilder(site.at(path))
                                        .method(method, HttpRequest.BodyPublishers.noBody())
                                        .header("X-CSRF-TOKEN", FIELDS.get(role))
                                        .build()),
                        RolesTest::least))
                .isEmpty();
    }

    @Test
    void noRouteLetsInNobody() {
        List<String> wrong = new ArrayList<>();
        each((method, path) -> {
            if (!isRefused(send(method, path, Optional.empty()))) {
                wrong.add(method + " " + path);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static List<String> wrong(Asking asking, BiFunction<String, String, Optional<Role>> allowed) {
        List<String> wrong = new ArrayList<>();
        each((method, path) -> {
            Optional<Role> least = allowed.apply(method, path);
            for (Role role : Role.values()) {
                boolean may = least.isPresent() && role.compareTo(least.get()) >= 0;
                HttpResponse<String> answer = asking.as(role, method, path);
                if (isRefused(answer) == may) {
                    wrong.add(method + " " + path + " as " + role + ": " + answer.statusCode());
                }
            }
        });
        return wrong;
    }

    private static void each(BiConsumer<String, String> check) {
        for (String path : paths()) {
            for (String method : METHODS) {
                if (!open(path)) {
                    check.accept(method, path);
                }
            }
        }
    }

    @Test
    void aTokenMakesNoOther() {
        HttpResponse<String> answer = site.send(HttpRequest.newBuilder(site.at("/account/tokens"))
                .header("Authorization", "Bearer token of VIEWER")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("name=more&role=ADMIN&days=1"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("not with a token");
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
                        .filter(to -> to.matches(".*/login(\\?ended)?"))
                        .isPresent();
    }
}
