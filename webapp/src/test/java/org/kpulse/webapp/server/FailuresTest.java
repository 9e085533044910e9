package org.kpulse.webapp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;

class FailuresTest {

    @TempDir
    static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void everyAnswerForbidsForeignContentFramesAndInlineScripts() {
        for (String path : new String[] {"/", "/kernels", "/kernels.json", "/kpulse.css", "/no-such-page"}) {
            HttpResponse<String> answer = site.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void aPageThatIsNotThereSaysSoAndLeadsOn() {
        HttpResponse<String> answer = site.get("/no-such-page");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no page at this address", "href=\"/kernels\"");
    }

    @Test
    void aParameterThatMakesNoSenseIsNamed() {
        for (String page : new String[] {"0", "-1", "1001", "x", "9999999999", "%27"}) {
            HttpResponse<String> answer = site.get("/kernels?page=" + page);
            assertThat(answer.statusCode()).as(page).isEqualTo(400);
            assertThat(answer.body()).contains("Parameter &quot;page&quot;");
        }
    }

    @Test
    void programsAreToldByAProblemWithACode() {
        HttpResponse<String> answer = site.get("/kernels.json?page=0");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(site.json("/kernels.json?page=0").get("code").asString()).isEqualTo("bad-parameter");
        assertThat(site.json("/no-such.json").get("code").asString()).isEqualTo("not-found");
    }

    @Test
    void whatCannotBeDoneHereIsRefused() {
        HttpResponse<String> answer = site.send(HttpRequest.newBuilder(site.at("/kernels"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isIn(403, 405);
    }
}
