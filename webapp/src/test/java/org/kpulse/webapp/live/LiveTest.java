package org.kpulse.webapp.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.platform.Platform;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.server.BadParameter;

class LiveTest {

    @TempDir
    static Path home;

    private static Site site;
    private static History history;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        history = new History(site.database(), "qemu-time", Platform.Kind.TIME);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static HttpResponse<InputStream> stream(String query, String lastEvent)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.at("/api/v1/events?" + query));
        if (!lastEvent.isEmpty()) {
            request.header("Last-Event-ID", lastEvent);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The word of the next event. */
    private static String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        return String.valueOf(line).substring("data:".length());
    }

    private static BufferedReader reader(HttpResponse<InputStream> stream) {
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    private static String seen(String page) {
        String body = site.get(page).body();
        int at = body.indexOf("data-seen=\"") + "data-seen=\"".length();
        return body.substring(at, body.indexOf('"', at));
    }

    @Test
    void aReaderIsToldOfAChangeThatCameAfterThePage() throws Exception {
        String before = seen("/");
        HttpResponse<InputStream> stream = stream("about=lab&seen=" + before, "");
        assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        try (BufferedReader lines = reader(stream)) {
            history.measured("live:1", 1.0);

            String now = next(lines);

            assertThat(now).isNotEqualTo(before);
        }
    }

    @Test
    void whoComesBackIsToldOfWhatWasMissedAtOnce() throws Exception {
        String before = seen("/");
        history.measured("live:2", 1.0);
        String now = seen("/");
        assertThat(now).isNotEqualTo(before);

        try (BufferedReader page = reader(stream("about=lab&seen=" + before, ""));
                BufferedReader again = reader(stream("about=lab&seen=" + now, before))) {
            assertThat(next(page)).isEqualTo(now);
            assertThat(next(again)).isEqualTo(now);
        }
    }

    @Test
    void whatCannotBeToldOfIsRefused() {
        assertThat(site.get("/api/v1/events").statusCode()).isEqualTo(400);
        HttpRequest.Builder head = HttpRequest.newBuilder(site.at("/api/v1/events?about=lab"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertThat(site.send(head.build()).statusCode()).isEqualTo(405);
        assertThat(site.get("/api/v1/events?about=weather").body()).contains("about", "lab or bisection:ID");
        assertThatThrownBy(() -> Topic.parse("bisection:x")).isInstanceOf(BadParameter.class);
    }

    @Test
    void aTopicIsReadAsItIsWritten() {
        assertThat(Topic.parse(Topic.bisection(7).toString())).isEqualTo(Topic.bisection(7));
        assertThat(Topic.parse(Topic.LAB.toString())).isEqualTo(Topic.LAB);
    }

    @Test
    void thereIsAnEndToHowManyAreTold() {
        LiveStreams streams = new LiveStreams(new Pulse(site.database()));
        for (int i = 0; i < LiveStreams.MOST; i++) {
            streams.open(Topic.LAB, "");
        }

        assertThatThrownBy(() -> streams.open(Topic.bisection(1), ""))
                .hasMessageContaining(String.valueOf(LiveStreams.MOST));
        streams.destroy();
    }
}
