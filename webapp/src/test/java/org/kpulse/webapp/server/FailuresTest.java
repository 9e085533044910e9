package org.kpulse.webapp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
    void parametersThatCannotBeReadAreTheReadersFault() throws IOException {
        assertThat(raw("GET /kernels?page=%zz", "")).startsWith("HTTP/1.1 400").contains("cannot be read", "<html");
        assertThat(raw("GET /kernels.json?page=%zz", ""))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"bad-parameter\"");
        assertThat(raw("POST /login", "username=%zz"))
                .startsWith("HTTP/1.1 400")
                .contains("cannot be read");
    }

    /** The answer to a client that no library keeps from asking so. */
    private static String raw(String line, String form) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), site.server().port())) {
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                                    + form.length() + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
                                    + form)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTypeThatIsNotThereIsSaidSo() {
        HttpResponse<String> answer = site.send(HttpRequest.newBuilder(site.at("/api/v1/runs/1/samples"))
                .header("Accept", "application/json")
                .build());

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.body()).contains("\"code\":\"not-acceptable\"", "application/x-ndjson");
    }

    @Test
    void whoAsksForTheHeadGetsIt() {
        HttpResponse<String> answer = site.send(HttpRequest.newBuilder(site.at("/kernels"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whatCannotBeDoneHereIsRefused() {
        HttpResponse<String> answer = site.send(HttpRequest.newBuilder(site.at("/kernels"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isIn(403, 405);
    }
}
