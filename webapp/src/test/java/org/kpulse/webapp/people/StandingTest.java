package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;

/** What an admin or the person changes counts at once, also for those who are signed in. */
class StandingTest {

    private static final String PASSWORD = "a long enough password";

    @TempDir
    static Path home;

    private static Site site;
    private static Visitor admin;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        Accounts.person(site.database(), "boss", Role.ADMIN, PASSWORD);
        admin = new Visitor(site);
        admin.signIn("boss", PASSWORD);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static long id(String name) {
        return new PersonStore(site.database())
                .find(name)
                .orElseThrow()
                .person()
                .id();
    }

    private static boolean isSignedIn(Visitor visitor) {
        return visitor.get("/account").statusCode() == 200;
    }

    private static Visitor person(String name, Role role) {
        Accounts.person(site.database(), name, role, PASSWORD);
        Visitor visitor = new Visitor(site);
        assertThat(visitor.signIn(name, PASSWORD)).isEqualTo("/");
        assertThat(isSignedIn(visitor)).isTrue();
        return visitor;
    }

    private static String change(String name, String... fields) {
        Map<String, String> form = new HashMap<>();
        for (String field : fields) {
            form.put(field.split("=", 2)[0], field.split("=", 2)[1]);
        }
        return Visitor.leads(admin.post("/people", "/people/" + id(name), form));
    }

    @Test
    void whoIsShutOutIsOutAtOnce() {
        Visitor out = person("out", Role.OPERATOR);

        assertThat(change("out", "role=OPERATOR", "shownRole=OPERATOR", "shownEnabled=true"))
                .isEqualTo("/people");

        assertThat(isSignedIn(out)).isFalse();
        assertThat(out.get("/").body()).contains(">Sign in</a>");
        assertThat(out.signIn("out", PASSWORD)).isEqualTo("/login?wrong");
    }

    @Test
    void whoGetsAnotherRoleSignsInAnewForIt() {
        Visitor lower = person("lower", Role.ADMIN);
        assertThat(lower.get("/people").statusCode()).isEqualTo(200);

        assertThat(change("lower", "role=VIEWER", "enabled=true", "shownRole=ADMIN", "shownEnabled=true"))
                .isEqualTo("/people");

        assertThat(Visitor.leads(lower.get("/people"))).isEqualTo("/login");
        lower.signIn("lower", PASSWORD);
        assertThat(lower.get("/people").statusCode()).isEqualTo(403);
    }

    @Test
    void aNewPasswordEndsAllOtherSessions() {
        Visitor here = person("two", Role.VIEWER);
        Visitor there = new Visitor(site);
        there.signIn("two", PASSWORD);

        here.post("/account", "/account/password", Map.of("old", PASSWORD, "chosen", PASSWORD + "2"));

        assertThat(isSignedIn(there)).isFalse();
        assertThat(there.signIn("two", PASSWORD)).isEqualTo("/login?wrong");
        there.signIn("two", PASSWORD + "2");
        assertThat(isSignedIn(there)).isTrue();
    }

    @Test
    void anAdminsResetEndsSessionsAndTokens() {
        Visitor reset = person("reset", Role.VIEWER);
        new TokenStore(site.database())
                .add(
                        id("reset"),
                        "ci",
                        Role.VIEWER,
                        "token of reset",
                        Instant.now().plus(1, ChronoUnit.DAYS));
        assertThat(withToken("token of reset")).isEqualTo(200);

        admin.post("/people", "/people/" + id("reset") + "/password", Map.of());

        assertThat(isSignedIn(reset)).isFalse();
        assertThat(withToken("token of reset")).isEqualTo(401);
    }

    @Test
    void aPageFromBeforeLetsNobodyInAgain() {
        person("shut", Role.VIEWER);
        assertThat(change("shut", "role=VIEWER", "shownRole=VIEWER", "shownEnabled=true"))
                .isEqualTo("/people");
        assertThat(admin.get("/people").body())
                .contains("name=\"shownEnabled\" value=\"false\"", "name=\"shownRole\" value=\"VIEWER\"");

        assertThat(change("shut", "role=OPERATOR", "enabled=true", "shownRole=VIEWER", "shownEnabled=true"))
                .isEqualTo("409");
        assertThat(new PersonStore(site.database()).find(id("shut")).orElseThrow())
                .matches(person -> !person.enabled() && person.role() == Role.VIEWER);
    }

    private static int withToken(String token) {
        return site.send(HttpRequest.newBuilder(site.at("/kernels.json"))
                        .header("Authorization", "Bearer " + token)
                        .build())
                .statusCode();
    }

    @Test
    void whoIsGoneIsSignedOut() {
        Visitor gone = person("gone", Role.VIEWER);

        site.database()
                .write(jdbc ->
                        jdbc.sql("DELETE FROM person WHERE name = 'gone'").update());

        assertThat(isSignedIn(gone)).isFalse();
    }
}
