package org.kpulse.webapp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.embedded.EmbeddedPostgres;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.people.Accounts;
import org.kpulse.webapp.people.Role;
import org.kpulse.webapp.people.Visitor;

class DatabaseAwayTest {

    private static final Duration WAIT = Duration.ofMillis(200);

    @TempDir
    Path home;

    @Test
    void whileTheDatabaseIsAwayReadersAreToldToComeBackAndThenTheyMay() throws Exception {
        StateDirectory state = new StateDirectory(home);
        try (Database own = Database.open(DatabaseSettings.embedded(), state, Progress.silent());
                EmbeddedPostgres share = EmbeddedPostgres.open(state, Progress.silent());
                Cable cable = Cable.to(port(own.url()))) {
            Database far = Database.open(
                    DatabaseSettings.external(
                            "postgresql://127.0.0.1:" + cable.port() + "/kpulse", share.user(), share.password()),
                    state,
                    Progress.silent());
            Accounts.with(own, Instant.now().plus(1, ChronoUnit.DAYS));
            Accounts.person(own, "ada", Role.ADMIN, "a long enough password");
            try (Site site = Site.open(home, true, far.within(WAIT))) {
                assertThat(site.get("/kernels").statusCode()).isEqualTo(200);
                Visitor ada = new Visitor(site);
                String field = ada.field("/login");

                cable.cut();
                asksToComeBack(withToken(site, "/api/v1/kernels"), "\"code\":\"unavailable\"");
                asksToComeBack(withToken(site, "/kernels"), "<html");
                for (int i = 0; i < 6; i++) {
                    asksToComeBack(login(ada, field), "Cannot reach the database");
                }
                HttpResponse<String> page = site.get("/kernels");
                HttpResponse<String> answer = site.get("/api/v1/kernels");
                assertThat(page.statusCode()).isEqualTo(503);
                assertThat(page.headers().firstValue("Retry-After")).contains("10");
                assertThat(page.body()).contains("Cannot reach the database", "<html");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("10");
                assertThat(answer.body()).contains("\"code\":\"unavailable\"");

                cable.mend();
                assertThat(until(site, each -> each.statusCode() == 200).statusCode())
                        .isEqualTo(200);
                assertThat(Visitor.leads(login(ada, field)))
                        .as("none of them counted")
                        .isEqualTo("/");
            }
        }
    }

    private static HttpResponse<String> login(Visitor visitor, String field) {
        return visitor.post("/login", Map.of("username", "ada", "password", "a long enough password"), field);
    }

    private static HttpResponse<String> withToken(Site site, String path) {
        return site.send(HttpRequest.newBuilder(site.at(path))
                .header("Authorization", "Bearer token of VIEWER")
                .build());
    }

    private static void asksToComeBack(HttpResponse<String> answer, String text) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.body()).contains(text);
    }

    @Test
    void anEmbeddedServerThatWasKilledIsStartedAgain() throws Exception {
        StateDirectory state = new StateDirectory(home);
        Database database = Database.open(DatabaseSettings.embedded(), state, Progress.silent());
        try (Site site = Site.open(home, true, database.within(WAIT))) {
            assertThat(site.get("/kernels").statusCode()).isEqualTo(200);

            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(state.postgres().resolve("data/postmaster.pid"))
                                    .get(0)))
                    .orElseThrow();
            server.destroyForcibly();
            server.onExit().get();

            assertThat(until(site, page -> page.statusCode() == 200).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Each answer until then asks to come back. */
    private static HttpResponse<String> until(Site site, Predicate<HttpResponse<String>> wanted)
            throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> page = site.get("/kernels");
            if (wanted.test(page)) {
                return page;
            }
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            Thread.sleep(200);
        }
        return site.get("/kernels");
    }

    private static int port(String url) {
        return Integer.parseInt(url.replaceFirst("^.*:(\\d+)/.*$", "$1"));
    }
}
