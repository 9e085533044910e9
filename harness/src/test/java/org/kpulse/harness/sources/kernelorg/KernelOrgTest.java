package org.kpulse.harness.sources.kernelorg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.http.FakeServer;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Poll;
import org.kpulse.harness.sources.SettableClock;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.SightingStore;

/** kernel.org's list, from a server that behaves like it, into the real database. */
@ExtendWith(PostgresExtension.class)
class KernelOrgTest {

    private static final String LIST = "/releases.json";
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final FakeServer server = new FakeServer();
    private final SettableClock clock = new SettableClock(Instant.parse("2024-12-02T10:00:00Z"));
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final SightingStore store;
    private final Poll poll;

    /** Each test has a source of another name, since they share the database. */
    KernelOrgTest(Database database) {
        this.store = new SightingStore(database);
        this.poll = new Poll(store, clock, RandomGenerator.of("L64X128MixRandom"));
    }

    @BeforeEach
    void aList() throws IOException {
        settings.put("sources.kernel-org.url", server.url() + LIST);
        settings.put("sources.private-addresses", "on");
        settings.put("sources.silence-seconds", "20");
        server.file(LIST, ReleasesFileTest.golden());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Poll.Polled poll(String name) {
        Config config = Config.load(new Config.Sources(Path.of("/nowhere"), Path.of("/nowhere"), Map.of(), settings));
        return poll.now(new Renamed(new KernelOrg(config, clock), name), Progress.silent());
    }

    private void add(String moniker, String version) throws IOException {
        String list = new String(ReleasesFileTest.golden(), StandardCharsets.UTF_8);
        String entry = "{\"version\": \"" + version + "\", \"moniker\": \"" + moniker
                + "\", \"iseol\": false, \"released\": {\"timestamp\": 1733400000, \"isodate\": \"2024-12-05\"}},";
        server.file(
                LIST, list.replace("\"releases\": [", "\"releases\": [" + entry).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNewIsStoredOnceWithAllThatIsKnownOfIt() throws IOException {
        assertThat(poll("once").fresh()).hasSize(11);
        assertThat(store.newest(Optional.of("once"), 1).get(0).kernel().ref()).isEqualTo("release:6.13-rc1");
        assertThat(store.newest(Optional.of("once"), 100))
                .filteredOn(s -> s.kernel().endOfLife())
                .extracting(s -> s.kernel().ref())
                .containsExactly("release:6.10.14");
        clock.advance(INTERVAL);
        add("stable", "6.12.2");

        Poll.Polled second = poll("once");

        assertThat(second.fresh()).singleElement().satisfies(s -> {
            assertThat(s.kernel().ref()).isEqualTo("release:6.12.2");
            assertThat(s.kernel().line()).isEqualTo("stable");
            assertThat(s.kernel().released()).contains(Instant.ofEpochSecond(1733400000));
            assertThat(s.seenAt()).isEqualTo(clock.instant());
        });
        assertThat(store.newest(Optional.of("once"), 100)).hasSize(12);
        assertThat(store.newest(Optional.of("once"), 1)).isEqualTo(second.fresh());
    }

    @Test
    void anUnchangedListIsNotSentAgain() {
        poll("unchanged");

        assertThat(poll("unchanged").fresh()).isEmpty();

        assertThat(server.asked().get(1).header("If-none-match")).startsWith("\"");
        assertThat(server.asked().get(1).header("If-modified-since")).isEqualTo("Sun, 01 Dec 2024 22:17:57 GMT");
    }

    @Test
    void aReleaseIsSeenWithinOneInterval() {
        Instant due = poll("interval").state().dueAt();

        assertThat(due)
                .isBetween(clock.instant().plusSeconds(270), clock.instant().plus(INTERVAL));
    }

    @Test
    void onlyTheLinesThatAreWantedAreSeen() {
        settings.put("sources.kernel-org.lines", "longterm");

        assertThat(poll("lines").fresh())
                .hasSize(6)
                .allMatch(s -> s.kernel().line().equals("longterm"));
    }

    @Test
    void aLineThatIsWantedLaterIsSeenThoughTheListIsTheSame() {
        settings.put("sources.kernel-org.lines", "stable");
        poll("later");
        settings.put("sources.kernel-org.lines", "stable,mainline");

        assertThat(poll("later").fresh())
                .singleElement()
                .satisfies(s -> assertThat(s.kernel().ref()).isEqualTo("release:6.13-rc1"));
    }

    @Test
    void everyWayToFailIsAnAnswerAndTheNextGoodLookGoesOn() throws IOException {
        poll("failing");
        add("stable", "6.12.2");
        server.instead(
                LIST,
                FakeServer.status(503, "Retry-After", "7200"),
                FakeServer.status(429),
                FakeServer.status(500),
                FakeServer.status(403),
                FakeServer.status(302, "Location", "http://evil.example/releases.json"),
                FakeServer.cutAfter(100),
                (exchange, file) -> {
                    byte[] html = "<html>maintenance</html>".getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, html.length);
                    exchange.getResponseBody().write(html);
                },
                (exchange, file) -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] chunk = new byte[1 << 20];
                    Arrays.fill(chunk, (byte) ' ');
                    for (int i = 0; i < 100; i++) {
                        exchange.getResponseBody().write(chunk);
                    }
                },
                server.silence());

        assertThat(poll("failing").state().dueAt()).isEqualTo(clock.instant().plusSeconds(7200));
        String[] reasons = {
            "status 429",
            "status 500",
            "status 403",
            "evil.example is not allowed",
            "cut off after 100",
            "is no list of releases",
            "larger than the 4194304 bytes",
            "did not answer within 1 s"
        };
        for (int i = 0; i < reasons.length; i++) {
            settings.put("sources.silence-seconds", i == reasons.length - 1 ? "1" : "20");
            Poll.Polled failed = poll("failing");
            assertThat(failed.fresh()).isEmpty();
            assertThat(failed.state().failures()).isEqualTo(i + 2);
            assertThat(failed.state().detail()).contains(reasons[i]).endsWith(".");
            clock.advance(Duration.ofHours(1));
        }

        settings.put("sources.silence-seconds", "20");
        Poll.Polled good = poll("failing");

        assertThat(good.state().ok()).isTrue();
        assertThat(good.fresh())
                .singleElement()
                .satisfies(s -> assertThat(s.kernel().ref()).isEqualTo("release:6.12.2"));
    }

    @Test
    void aServerThatIsGoneIsLookedAtLaterAndLater() {
        server.close();

        Duration first = Duration.between(clock.instant(), poll("gone").state().dueAt());
        poll("gone");
        Duration third = Duration.between(clock.instant(), poll("gone").state().dueAt());

        assertThat(first).isBetween(INTERVAL, INTERVAL.plusMinutes(1));
        assertThat(third).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(24));
    }

    @Test
    void anEntryThatCannotBeUnderstoodIsNamedAndTheOthersCount() {
        server.file(
                LIST,
                "{\"releases\": [{\"version\": 7}, {\"version\": \"6.12.1\", \"moniker\": \"stable\"}]}"
                        .getBytes(StandardCharsets.US_ASCII));

        Poll.Polled polled = poll("partly");

        assertThat(polled.fresh()).hasSize(1);
        assertThat(polled.state().detail()).isEqualTo("releases[0]: it has no version");
    }
}
