package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.webapp.Site;

/** Signing in through a provider that this test runs. */
class OidcSignInTest {

    private static final String PASSWORD = "a long enough password";

    @TempDir
    static Path home;

    private static FakeProvider provider;
    private static Site site;
    private static String first;

    @BeforeAll
    static void open() throws IOException {
        provider = new FakeProvider();
        site = Site.open(home, settings(provider.issuer(), "refused"));
        first = site.server().firstPassword().orElseThrow();
        Visitor admin = new Visitor(site);
        admin.signIn("admin", first);
        admin.post("/account", "/account/password", Map.of("old", first, "chosen", PASSWORD));
    }

    private static Map<String, String> settings(String issuer, String withoutRole) throws IOException {
        Path secret = Files.writeString(home.resolve("secret"), FakeProvider.SECRET + "\n");
        return Map.of(
                "web.oidc.issuer",
                issuer,
                "web.oidc.client-id",
                FakeProvider.CLIENT,
                "web.oidc.client-secret-file",
                secret.toString(),
                "web.oidc.role-claim",
                "roles",
                "web.oidc.without-role",
                withoutRole);
    }

    @AfterAll
    static void close() {
        site.close();
        provider.close();
    }

    @BeforeEach
    void asItShouldBe() {
        provider.says(all -> all);
    }

    private static List<Audit.Entry> noted() {
        return new Audit(site.database()).newest(2);
    }

    @Test
    void whomTheProviderVouchesForIsSignedInWithTheRoleOfTheClaimAndKept() {
        Visitor trillian = new Visitor(site);
        provider.says(all -> all.subject("subject-t"));

        assertThat(FakeProvider.loginPage(site, "")).contains("Sign in through 127.0.0.1");
        assertThat(provider.signIn(trillian)).as(provider.trouble()).isEqualTo("/");
        assertThat(trillian.get("/").body()).contains(">trillian</a>").doesNotContain("href=\"/people\"");
        assertThat(trillian.get("/account").body()).contains("OPERATOR").doesNotContain("name=\"old\"");
        assertThat(trillian.get("/people").statusCode()).isEqualTo(403);
        assertThat(Visitor.leads(trillian.post("/account", "/account/password", Map.of("old", "", "chosen", PASSWORD))))
                .isEqualTo("409");
        assertThat(noted())
                .extracting(Audit.Entry::action, Audit.Entry::who, Audit.Entry::subject)
                .containsExactly(
                        tuple("sign-in", "trillian", ""), tuple("person.added", "provider", "trillian OPERATOR"));

        provider.says(all -> all.subject("subject-t").claim("roles", "kpulse-admin"));
        Visitor again = new Visitor(site);

        assertThat(provider.signIn(again)).isEqualTo("/");
        assertThat(again.get("/people").body()).contains("signs in elsewhere", ">trillian<");
        assertThat(noted().get(1).action()).isEqualTo("person.changed");
        long stored = site.database()
                .read(jdbc -> jdbc.sql("SELECT count(*) FROM person WHERE subject = 'subject-t'")
                        .query(Long.class)
                        .single());
        assertThat(stored).isOne();
        assertThat(new Visitor(site).signIn("trillian", PASSWORD)).isEqualTo("/login?wrong");
    }

    private static void isRefused(String word, String sentence) {
        Visitor visitor = new Visitor(site);

        assertThat(provider.signIn(visitor)).isEqualTo("/login?oidc=" + word);
        assertThat(visitor.get("/login?oidc=" + word).body()).contains(sentence);
        assertThat(visitor.get("/").body()).contains(">Sign in</a>");
        assertThat(noted().get(0).action()).isEqualTo("sign-in.refused");
        assertThat(noted().get(0).subject()).isEqualTo("provider: " + word);
    }

    @Test
    void aTokenOfAnotherSignInIsRefused() {
        provider.says(all -> all.claim("nonce", "another"));
        isRefused("untrusted", "could not be verified");
        provider.says(all -> all.claim("nonce", null));
        isRefused("untrusted", "could not be verified");
    }

    @Test
    void aTokenOfAnotherIssuerForSomebodyElseOrOfYesterdayIsRefused() {
        provider.says(all -> all.issuer("https://evil.example.org"));
        isRefused("untrusted", "could not be verified");
        provider.says(all -> all.audience("another-client"));
        isRefused("untrusted", "could not be verified");
        provider.says(all -> all.issueTime(Date.from(Instant.now().minusSeconds(90_000)))
                .expirationTime(Date.from(Instant.now().minusSeconds(86_400))));
        isRefused("untrusted", "could not be verified");
    }

    @Test
    void aTokenThatTheProvidersKeyDidNotSignIsRefused() {
        provider.signsWith("stranger");
        isRefused("untrusted", "could not be verified");
        provider.signsWith("secret");
        isRefused("untrusted", "could not be verified");
    }

    @Test
    void whoHasNoRoleNoNameOrTheNameOfAnotherIsRefusedAndNotStored() {
        provider.says(all -> all.subject("s2").claim("roles", List.of("administrator", "ADMIN", "users")));
        isRefused("no-role", "gives you no role");
        provider.says(all -> all.subject("\u00fc").claim("preferred_username", "<script>"));
        isRefused("no-name", "no name");
        provider.says(
                all -> all.subject("s3").claim("preferred_username", "admin").claim("roles", "admin"));
        isRefused("name-taken", "somebody else");

        assertThat(new PersonStore(site.database()).list())
                .filteredOn(person -> person.outside() && !person.name().equals("trillian"))
                .filteredOn(person -> !person.name().equals("ford"))
                .isEmpty();
    }

    @Test
    void whomAnAdminShutOutStaysOut() {
        provider.says(all -> all.subject("subject-ford").claim("preferred_username", "ford"));
        Visitor ford = new Visitor(site);
        assertThat(provider.signIn(ford)).isEqualTo("/");
        assertThat(ford.get("/account").statusCode()).isEqualTo(200);
        PersonStore people = new PersonStore(site.database());
        people.change(
                people.find("ford").orElseThrow().person().id(),
                new PersonStore.May(Role.OPERATOR, true),
                new PersonStore.May(Role.VIEWER, false));

        assertThat(Visitor.leads(ford.get("/account"))).isEqualTo("/login");
        isRefused("disabled", "You may not sign in here");
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() {
        Visitor visitor = new Visitor(site);
        String forSomebodyElse = provider.back(new Visitor(site).get("/oauth2/authorization/oidc"));

        assertThat(Visitor.leads(visitor.get(forSomebodyElse))).isEqualTo("/login?oidc=again");
        assertThat(Visitor.leads(visitor.get("/login/oauth2/code/oidc?code=x&state=y")))
                .isEqualTo("/login?oidc=again");
        HttpResponse<String> begun = visitor.get("/oauth2/authorization/oidc");
        assertThat(Visitor.leads(visitor.get(provider.back(begun).replace("code=one", "error=access_denied"))))
                .isEqualTo("/login?oidc=denied");
    }

    @Test
    void aProviderThatIsAwayOrAnotherKeepsNobodyFromStartingOrSigningInOtherwise(@TempDir Path other)
            throws IOException {
        FakeProvider gone = new FakeProvider();
        gone.close();
        try (Site alone = Site.open(other, settings(gone.issuer(), "viewer"))) {
            String password = alone.server().firstPassword().orElseThrow();
            Visitor visitor = new Visitor(alone);

            assertThat(Visitor.leads(visitor.get("/oauth2/authorization/oidc"))).isEqualTo("/login?oidc=away");
            assertThat(visitor.get("/login?oidc=away").body()).contains("cannot be reached just now");
            assertThat(visitor.signIn("admin", password)).isEqualTo("/");
        }
        try (Site wrong = Site.open(other, settings(provider.issuer() + "/", "viewer"))) {
            assertThat(Visitor.leads(new Visitor(wrong).get("/oauth2/authorization/oidc")))
                    .isEqualTo("/login?oidc=away");
        }
        int before = provider.discoveries();
        try (Site viewers = Site.open(other, settings(provider.issuer(), "viewer"))) {
            assertThat(provider.discoveries()).as("nobody has asked yet").isEqualTo(before);
            provider.says(all -> all.claim("roles", null));
            Visitor visitor = new Visitor(viewers);
            assertThat(provider.signIn(visitor)).isEqualTo("/");
            assertThat(visitor.get("/account").body()).contains("VIEWER");
            assertThat(provider.signIn(new Visitor(viewers))).isEqualTo("/");
            assertThat(provider.discoveries()).isEqualTo(before + 1);
        }
    }

    @Test
    void whoeverFailsTooOftenIsNotListenedTo(@TempDir Path other) throws IOException {
        try (Site site = Site.open(other, settings(provider.issuer(), "refused"))) {
            Visitor guesser = new Visitor(site);
            for (int i = 0; i < 30; i++) {
                assertThat(Visitor.leads(guesser.get("/login/oauth2/code/oidc?code=x&state=" + i)))
                        .isEqualTo("/login?oidc=again");
            }
            assertThat(Visitor.leads(guesser.get("/login/oauth2/code/oidc?code=x&state=y")))
                    .isEqualTo("/login?wait");
            assertThat(Visitor.leads(guesser.get("/login/%6Fauth2/code/oidc?code=x&state=y")))
                    .isEqualTo("/login?wait");
            assertThat(Visitor.leads(guesser.get("/oauth2/authorization/oidc"))).isEqualTo("/login?wait");
            assertThat(Visitor.leads(guesser.get("/%6Fauth2/authorization/oidc")))
                    .isEqualTo("/login?wait");
        }
    }

    @Test
    void withoutAProviderNothingOfThisIsThere(@TempDir Path other) {
        try (Site plain = Site.open(other)) {
            assertThat(FakeProvider.loginPage(plain, "?oidc=away"))
                    .contains("Password")
                    .doesNotContain("Sign in through", "cannot be reached");
            assertThat(new Visitor(plain).get("/oauth2/authorization/oidc").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void anIssuerWithoutAClientIsRefusedAtTheStart(@TempDir Path other) {
        assertThatThrownBy(() -> Site.open(other, Map.of("web.oidc.issuer", "https://id.example.org")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("web.oidc.client-id");
    }
}
