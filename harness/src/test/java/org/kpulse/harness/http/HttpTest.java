package org.kpulse.harness.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-12-01T12:00:00Z"), ZoneOffset.UTC);
    private static final byte[] TEXT = "a list of releases".getBytes(StandardCharsets.US_ASCII);

    private final FakeServer server = new FakeServer().file("/a", TEXT);
    private final Http http =
            new Http(FakeServer.hosts(), new Limits(Duration.ofSeconds(10), Duration.ofSeconds(20)), CLOCK);

    @AfterEach
    void stop() {
        server.close();
    }

    private ServerTrouble trouble(String path) {
        return trouble(http, path);
    }

    private ServerTrouble trouble(Http client, String path) {
        try (Response response = client.get(server.uri(path), Map.of())) {
            response.bytes(1000);
        } catch (ServerTrouble e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no trouble");
    }

    @Test
    void aFileComesWithWhatNamesItsVersionAndIsNotSentAgain() throws IOException {
        String tag;
        try (Response response = http.get(server.uri("/a"), Map.of())) {
            assertThat(response.bytes(1000)).isEqualTo(TEXT);
            tag = response.header("ETag").orElseThrow();
        }
        try (Response response = http.get(server.uri("/a"), Map.of("If-None-Match", tag))) {
            assertThat(response.status()).isEqualTo(304);
            assertThat(response.bytes(1000)).isEmpty();
        }
    }

    @Test
    void redirectsToAllowedHostsAreFollowed() throws IOException {
        server.instead("/old", FakeServer.status(302, "Location", "/moved"));
        server.instead("/moved", FakeServer.status(301, "Location", server.url() + "/a"));
        try (Response response = http.get(server.uri("/old"), Map.of())) {
            assertThat(response.bytes(1000)).isEqualTo(TEXT);
            assertThat(response.uri()).isEqualTo(server.uri("/a"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/a",
                "file:///etc/passwd",
                "https://127.0.0.1/a",
                "http://user@127.0.0.1/a",
                "http://[::1]/a",
                "gopher:x",
                "http://",
                "//evil.example/x",
                "not a url"
            })
    void redirectsElsewhereAreRefusedForGood(String target) {
        server.instead("/old", FakeServer.status(302, "Location", target));

        assertThat(trouble("/old").kind()).isEqualTo(ServerTrouble.Kind.LASTING);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void redirectsWithoutEndAreRefused() {
        FakeServer.Answer again = FakeServer.status(302, "Location", "/round");
        server.instead("/round", again, again, again, again, again, again, again);

        assertThat(trouble("/round")).hasMessageContaining("redirects more than 5 times");
    }

    @Test
    void aHostInAPrivateNetworkIsNotAsked() {
        Hosts strict = new Hosts(Set.of("mirror.example"), Set.of("http"), false, host -> new InetAddress[] {
            InetAddress.getByAddress(host, new byte[] {1, 1, 1, 1}),
            InetAddress.getByAddress(host, new byte[] {10, 0, 0, 1})
        });
        Http careful = new Http(strict, new Limits(Duration.ofSeconds(1), Duration.ofSeconds(2)), CLOCK);

        assertThatThrownBy(() -> careful.get(URI.create("http://mirror.example/a"), Map.of()))
                .isInstanceOf(ServerTrouble.class)
                .hasMessageContaining("mirror.example lies in a private network");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.1.2.3, true",
        "192.168.0.1, true",
        "169.254.169.254, true",
        "100.64.0.1, true",
        "0.0.0.0, true",
        "224.0.0.1, true",
        "::1, true",
        "fd00::1, true",
        "fe80::1, true",
        "::ffff:10.0.0.1, true",
        "8.8.8.8, false",
        "100.128.0.1, false",
        "2001:4860:4860::8888, false"
    })
    void privateAddressesAreKnown(String address, boolean isPrivate) throws UnknownHostException {
        assertThat(Hosts.isPrivate(InetAddress.getByName(address))).isEqualTo(isPrivate);
    }

    @Test
    void aBusyServerSaysWhenToComeBack() {
        server.instead("/a", FakeServer.status(503, "Retry-After", "120"));
        server.instead("/a", FakeServer.status(429, "Retry-After", "Sun, 01 Dec 2024 12:01:00 GMT"));
        server.instead("/a", FakeServer.status(503, "Retry-After", "soon"));
        server.instead("/a", FakeServer.status(503, "Retry-After", "99999999999"));

        assertThat(trouble("/a").retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(trouble("/a").retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(trouble("/a").retryAfter()).isEmpty();
        assertThat(trouble("/a").retryAfter()).contains(Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({"500, PASSING", "503, PASSING", "429, PASSING", "403, LASTING", "404, MISSING", "410, MISSING"})
    void whatMayBeDoneAboutAStatusIsKnown(int status, ServerTrouble.Kind kind) {
        server.instead("/a", FakeServer.status(status));

        assertThat(trouble("/a").kind()).isEqualTo(kind);
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        Limits second = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(20));
        Http impatient = new Http(FakeServer.hosts(), second, CLOCK);
        server.instead("/a", server.silence());
        assertThat(trouble(impatient, "/a")).hasMessageContaining("did not answer within");

        server.instead("/a", server.silenceAfter(3));
        assertThat(trouble(impatient, "/a")).hasMessageContaining("was silent for");
    }

    @Test
    void anAnswerThatDripsIsGivenUpAtTheLimitOfTheWhole() {
        Http hurried = new Http(FakeServer.hosts(), new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1)), CLOCK);
        server.instead("/a", (exchange, file) -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });

        assertThatThrownBy(() -> {
                    try (Response response = hurried.get(server.uri("/a"), Map.of())) {
                        response.bytes(1 << 20);
                    }
                })
                .isInstanceOf(ServerTrouble.class)
                .hasMessageContaining("took longer than");
    }

    @Test
    void anAnswerThatIsTooLongOrCutOffIsNoAnswer() {
        server.file("/large", new byte[1001]).instead("/a", FakeServer.cutAfter(5));

        assertThat(trouble("/large")).hasMessageContaining("larger than the 1000 bytes");
        assertThat(trouble("/a")).hasMessageContaining("was cut off after 5 of 18 bytes");
    }

    @Test
    void aServerThatIsGoneIsPassingTrouble() {
        server.close();

        assertThat(trouble("/a").kind()).isEqualTo(ServerTrouble.Kind.PASSING);
        assertThat(trouble("/a").retryAfter()).isEqualTo(Optional.empty());
    }
}
