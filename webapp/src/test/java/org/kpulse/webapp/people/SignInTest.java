package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;

class SignInTest {

    private static final String CHOSEN = "a long enough one";

    @TempDir
    static Path home;

    private static Site site;

    private String first;

    @BeforeAll
    static void open() {
        site = Site.open(home);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void nobodyIsKnown() {
        site.database()
                .write(jdbc ->
                        jdbc.sql("TRUNCATE api_token, person RESTART IDENTITY").update());
        first = site.server().firstPassword().orElseThrow();
    }

    private Visitor admin() {
        Visitor admin = new Visitor(site);
        admin.signIn("admin", first);
        admin.post("/account", "/account/password", Map.of("old", first, "chosen", CHOSEN));
        assertThat(admin.signIn("admin", CHOSEN)).isEqualTo("/");
        return admin;
    }

    private static String made(HttpResponse<String> page) {
        Matcher code = Pattern.compile("<code>([^<]+)</code>").matcher(page.body());
        assertThat(code.find()).as(page.body()).isTrue();
        return code.group(1);
    }

    @Test
    void theFirstPasswordIsMadeOnce() {
        assertThat(site.server().firstPassword()).isEmpty();
    }

    @Test
    void aOneTimePasswordIsGoodForChoosingAnotherAndNothingElse() {
        Visitor admin = new Visitor(site);
        admin.signIn("admin", first);
        assertThat(Visitor.leads(admin.get("/people"))).isEqualTo("/account");
        assertThat(admin.get("/account").body()).contains("good for one thing");

        HttpResponse<String> chosen =
                admin.post("/account", "/account/password", Map.of("old", first, "chosen", CHOSEN));
        assertThat(Visitor.leads(chosen)).isEqualTo("/login?chosen");
        assertThat(Visitor.leads(admin.get("/people"))).as("signed out").isEqualTo("/login");

        assertThat(admin.signIn("admin", first)).isEqualTo("/login?wrong");
        assertThat(admin.signIn("admin", CHOSEN)).as("where they wanted to go").startsWith("/people");
        assertThat(admin.get("/people").statusCode()).isEqualTo(200);
    }

    @Test
    void aShortOrOldPasswordIsRefusedByName() {
        Visitor admin = new Visitor(site);
        admin.signIn("admin", first);
        for (String bad : new String[] {"short", first, "x".repeat(73)}) {
            HttpResponse<String> answer =
                    admin.post("/account", "/account/password", Map.of("old", first, "chosen", bad));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("Parameter &quot;chosen&quot;").doesNotContain(first);
        }
    }

    @Test
    void aFormWithoutItsHiddenFieldIsRefused() {
        Visitor admin = admin();

        HttpResponse<String> forged = admin.post("/people", Map.of("name", "eve", "role", "ADMIN"), "guessed");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("nothing was stored. Go back", ">admin</a>");
        assertThat(admin.get("/people").body()).doesNotContain("eve");
    }

    @Test
    void aFormOfASessionThatEndedIsToldSoAndLeadsToTheSignIn() {
        Visitor admin = admin();
        String field = admin.field("/people");
        Visitor afterwards = new Visitor(site); // a browser whose session the server no longer knows

        HttpResponse<String> sent = afterwards.post("/people", Map.of("name", "eve", "role", "ADMIN"), field);

        assertThat(Visitor.leads(sent)).isEqualTo("/login?ended");
        assertThat(afterwards.get("/login?ended").body()).contains("Your session ended; nothing was stored.");
        assertThat(admin.get("/people").body()).doesNotContain("eve");
    }

    @Test
    void whoMayNotIsToldTheRoleThatMay() {
        Accounts.person(site.database(), "viewer", Role.VIEWER, CHOSEN);
        Visitor viewer = new Visitor(site);
        viewer.signIn("viewer", CHOSEN);

        HttpResponse<String> refused = viewer.post("/account", "/queue/cancel", Map.of());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your role does not allow this; it takes OPERATOR.", "<h1>Forbidden</h1>");
        assertThat(viewer.get("/people").body()).contains("it takes ADMIN.");
        assertThat(viewer.post("/account", "/kernels", Map.of()).body()).contains("Nobody may do this");
    }

    @Test
    void afterFiveWrongPasswordsNoneIsLookedAt() {
        Visitor guesser = new Visitor(site);
        for (int i = 0; i < 5; i++) {
            assertThat(guesser.signIn("guessed", "wrong " + i)).isEqualTo("/login?wrong");
        }

        assertThat(guesser.signIn("guessed", "wrong again")).isEqualTo("/login?wait");
    }

    @Test
    void theLimitCannotBeWalkedAroundByAnotherSpellingOfAddressOrName() {
        Visitor guesser = new Visitor(site);
        String field = guesser.field("/login");
        for (int i = 0; i < 5; i++) {
            assertThat(Visitor.leads(
                            guesser.post("/%6Cogin", Map.of("username", " spelled", "password", "wrong"), field)))
                    .isEqualTo("/login?wrong");
        }

        assertThat(Visitor.leads(guesser.post("/%6Cogin", Map.of("username", "spelled", "password", "wrong"), field)))
                .isEqualTo("/login?wait");
        assertThat(Visitor.leads(guesser.post("/login", Map.of("username", "spelled ", "password", "wrong"), field)))
                .isEqualTo("/login?wait");
    }

    @Test
    void aTokenDoesWhatItsRoleMayUntilItIsRevokedAndIsShownOnce() {
        Visitor admin = admin();
        String token =
                made(admin.post("/account", "/account/tokens", Map.of("name", "ci", "role", "VIEWER", "days", "1")));
        assertThat(admin.get("/account").body()).contains("ci").doesNotContain(token);

        assertThat(withToken("/kernels.json", token).statusCode()).isEqualTo(200);
        assertThat(withToken("/audit.json", token).statusCode())
                .as("not its role")
                .isEqualTo(403);
        assertThat(withToken("/kernels.json", token + "x").statusCode()).isEqualTo(401);

        assertThat(Visitor.leads(admin.post("/account", "/account/tokens/1/revoke", Map.of())))
                .isEqualTo("/account");
        assertThat(withToken("/kernels.json", token).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> withToken(String path, String token) {
        return site.send(HttpRequest.newBuilder(site.at(path))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    @Test
    void aNameWithAZeroByteIsNamedAndNobodys() {
        Visitor admin = admin();

        HttpResponse<String> token =
                admin.post("/account", "/account/tokens", Map.of("name", "c\0i", "role", "VIEWER", "days", "1"));

        assertThat(token.statusCode()).isEqualTo(400);
        assertThat(token.body()).contains("Parameter &quot;name&quot;");
        assertThat(new Visitor(site).signIn("ad\0min", CHOSEN)).isEqualTo("/login?wrong");
    }

    @Test
    void theLastAdminStaysOne() {
        Visitor admin = admin();

        HttpResponse<String> answer = admin.post(
                "/people",
                "/people/1",
                Map.of("role", "VIEWER", "enabled", "true", "shownRole", "ADMIN", "shownEnabled", "true"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("last admin");
        assertThat(admin.get("/people").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsDoneIsNotedWithWhoDidIt() {
        Visitor admin = admin();
        String password = made(admin.post("/people", "/people", Map.of("name", "op", "role", "OPERATOR")));
        new Visitor(site).signIn("op", password);
        new Visitor(site).signIn("<script>", "x");

        String audit = admin.get("/audit.csv").body();

        assertThat(audit)
                .contains("admin,127.0.0.1,person.added,op OPERATOR")
                .contains("op,127.0.0.1,sign-in")
                .contains("<script>,127.0.0.1,sign-in.refused")
                .doesNotContain(password);
        assertThat(audit).contains("first start,,person.added,admin ADMIN");
        assertThat(admin.get("/audit").body()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void whatCannotBeNotedIsNotDone() {
        Visitor admin = admin();
        site.database()
                .write(jdbc -> jdbc.sql("ALTER TABLE audit ADD CONSTRAINT full_disk CHECK (who = '') NOT VALID")
                        .update());
        try {
            assertThat(admin.post("/people", "/people", Map.of("name", "unseen", "role", "ADMIN"))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(admin.post("/account", "/account/tokens", Map.of("name", "t", "role", "ADMIN", "days", "1"))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(admin.post("/people", "/people/1/password", Map.of()).statusCode())
                    .isEqualTo(503);
        } finally {
            site.database()
                    .write(jdbc -> jdbc.sql("ALTER TABLE audit DROP CONSTRAINT full_disk")
                            .update());
        }

        assertThat(admin.get("/people").body()).as("the password is as it was").doesNotContain("unseen");
        assertThat(admin.get("/account").body()).doesNotContain("Revoke");
    }

    @Test
    void whatWasDoneIsReadPageByPage() {
        Visitor admin = admin();
        Audit audit = new Audit(site.database());
        audit.note("somebody", "", "test.first", "");
        for (int i = 0; i < 100; i++) {
            audit.note("somebody", "", "test.more", "");
        }

        assertThat(admin.get("/audit").body())
                .contains("/audit?page=2", "/audit.csv", ">older</a>")
                .doesNotContain("test.first");
        for (String path : new String[] {"/audit?page=2", "/audit.csv?page=2", "/audit.json?page=2"}) {
            assertThat(admin.get(path).body()).as(path).contains("test.first").doesNotContain("test.more");
        }
        assertThat(admin.get("/audit?page=0").statusCode()).isEqualTo(400);
    }
}
