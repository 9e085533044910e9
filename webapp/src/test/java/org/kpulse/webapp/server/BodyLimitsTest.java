package org.kpulse.webapp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.people.Accounts;

/** What is too much for the API is refused, however it is sent, and nobody waits for the rest of it. */
class BodyLimitsTest {

    private static final int MB = 1 << 20;

    @TempDir
    static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        Accounts.with(site.database(), Instant.now().plus(1, ChronoUnit.DAYS));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static String json(int size) {
        return "{\"base\": \"" + "x".repeat(size - 12) + "\"}";
    }

    private static HttpResponse<String> send(HttpRequest.BodyPublisher body) {
        return site.send(HttpRequest.newBuilder(site.at("/api/v1/requests"))
                .header("Authorization", "Bearer token of OPERATOR")
                .header("Content-Type", "application/json")
                .POST(body)
                .build());
    }

    private static void isTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"too-large\"", "at most 1 MB");
    }

    @Test
    void jsonOverOneMegabyteIsRefusedAlsoWithoutALength() {
        isTooLarge(send(HttpRequest.BodyPublishers.ofString(json(MB + 1))));
        isTooLarge(send(HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(json(MB + 1000).getBytes(US_ASCII)))));
        assertThat(send(HttpRequest.BodyPublishers.ofString(json(MB))).statusCode())
                .as("not too large, if wrong")
                .isEqualTo(400);
    }

    @Test
    void nobodyWaitsForABodyThatIsTooLarge() throws IOException {
        try (Socket json = asked("application/json", "/api/v1/requests");
                Socket lines = asked("application/x-ndjson", "/api/v1/results");
                Socket page = asked("application/json", "/kernels")) {
            assertThat(answer(json)).startsWith("HTTP/1.1 413");
            assertThat(answer(lines)).startsWith("HTTP/1.1 413");
            assertThat(answer(page)).startsWith("HTTP/1.1 403");
        }
    }

    /** A request that says it has 2 GB and sends nothing of it. */
    private static Socket asked(String type, String path) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), site.server().port());
        socket.setSoTimeout(45_000);
        socket.getOutputStream()
                .write(("POST " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token of OPERATOR\r\n"
                                + "Idempotency-Key: one\r\nContent-Type: " + type
                                + "\r\nContent-Length: 2000000000\r\n\r\n")
                        .getBytes(US_ASCII));
        return socket;
    }

    /** All of it, to the end of the connection after 20 seconds. */
    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
}
