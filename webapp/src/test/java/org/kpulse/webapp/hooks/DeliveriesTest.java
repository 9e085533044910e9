package org.kpulse.webapp.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.compare.Stored;
import org.kpulse.webapp.hooks.HookSettings.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From what happened to what another program is told, with a real database and a real HTTP server. */
class DeliveriesTest {

    private static final String SECRET = "0123456789abcdef";
    private static final int TRIES = 3;
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    static Path home;

    private static Database database;
    private static Stored stored;
    private static long base;
    private static int kernels;

    private Receiver receiver;
    private Time time;

    /** A clock that is put forward. */
    private static final class Time extends Clock {

        private Instant now = Instant.now();

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
        stored = new Stored(database);
        base = stored.kernel("debian:6.1.0", 'a');
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void start() {
        receiver = new Receiver();
        time = new Time();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private Deliveries deliveries(URI... urls) {
        HookSettings settings =
                new HookSettings(List.of(urls), new Secret(SECRET), true, "https://kpulse.example.org", TRIES);
        return new Deliveries(database, settings, time, SHORT);
    }

    private static long regression(String ref) {
        long candidate = stored.kernel(ref, "0123456789bcdef".charAt(kernels++));
        stored.experiment(base, candidate, 1.3);
        return database.read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ?")
                .param(candidate)
                .query(Long.class)
                .single());
    }

    private static void judge(long regression, Judgement.Act act) {
        int version =
                new RegressionStore(database).find(regression).orElseThrow().version();
        new RegressionJudge(database)
                .judge(regression, version, "ann", new Judgement(act, OptionalLong.empty(), "why <b>"));
    }

    private static List<Outbox.Row> of(Deliveries deliveries, URI url) {
        return deliveries.newest(1000).stream()
                .filter(row -> row.url().equals(url.toString()))
                .toList();
    }

    @Test
    void whatHappenedIsToldOnceInOrderAndSigned() throws InterruptedException {
        regression("debian:6.1.1"); // before the address was known
        URI url = receiver.at("/hook");
        Deliveries deliveries = deliveries(url);
        assertThat(deliveries.deliverDue()).isZero();
        long id = regression(Stored.HOSTILE);
        judge(id, Judgement.Act.NOISE);
        judge(id, Judgement.Act.INFRA); // was closed already
        judge(id, Judgement.Act.REOPEN);

        assertThat(deliveries.deliverDue()).isEqualTo(2);
        assertThat(deliveries.deliverDue()).isZero();

        assertThat(receiver.got().stream().map(Receiver.Got::event))
                .containsExactly("regression.opened", "regression.closed");
        Receiver.Got closed = receiver.got().get(1);
        JsonNode body = JsonMapper.shared().readTree(closed.body());
        assertThat(body.get("id").asString()).isEqualTo("regression.closed/" + id + "/2");
        assertThat(body.get("page").asString()).isEqualTo("https://kpulse.example.org/regressions/" + id);
        assertThat(body.get("regression").get("state").asString()).isEqualTo("noise");
        assertThat(body.get("regression").get("who").asString()).isEqualTo("ann");
        assertThat(body.get("regression").get("candidate").asString()).isEqualTo(Stored.HOSTILE);
        long seconds = Long.parseLong(closed.signature().replaceAll("t=(\\d+),.*", "$1"));
        assertThat(seconds).isEqualTo(time.instant().getEpochSecond());
        assertThat(closed.signature()).isEqualTo(Signature.of(SECRET, time.instant(), closed.body()));
    }

    /** Reckoned by {@code printf '%s' '0.{}' | openssl dgst -sha256 -hmac 0123456789abcdef}. */
    @Test
    void theSignatureIsThatOfOtherPrograms() {
        assertThat(Signature.of(SECRET, Instant.EPOCH, "{}"))
                .isEqualTo("t=0,sha256=67f763bd86951d3146a3a42ab0a1f10cf3c2ada2ba69a48501872230e0df57cc");
    }

    @Test
    void anAddressThatFailsIsTriedAgainLaterAndLaterUntilItTakesIt() throws InterruptedException {
        URI url = receiver.at("/later");
        Deliveries deliveries = deliveries(url);
        deliveries.deliverDue();
        regression("debian:6.1.2");
        receiver.answer(503);

        assertThat(deliveries.deliverDue()).isZero();
        assertThat(deliveries.deliverDue()).as("not before it is due").isZero();
        assertThat(receiver.got()).hasSize(1);
        time.pass(Duration.ofSeconds(29));
        deliveries.deliverDue();
        assertThat(receiver.got()).hasSize(1);
        time.pass(Duration.ofSeconds(1));
        receiver.answer(200);

        assertThat(deliveries.deliverDue()).isOne();
        assertThat(receiver.got()).hasSize(2);
        assertThat(receiver.got().get(1).body()).isEqualTo(receiver.got().get(0).body());
        assertThat(receiver.got().get(1).delivery())
                .isEqualTo(receiver.got().get(0).delivery());
    }

    @Test
    void afterTheLastTryItIsGivenUpWithWhatWasAnswered() throws InterruptedException {
        URI url = receiver.at("/never");
        Deliveries deliveries = deliveries(url);
        deliveries.deliverDue();
        regression("debian:6.1.3");
        receiver.answer(302);

        for (int i = 0; i < TRIES + 2; i++) {
            deliveries.deliverDue();
            time.pass(Duration.ofHours(7));
        }

        assertThat(receiver.got()).hasSize(TRIES).allMatch(got -> got.path().equals("/never"));
        Outbox.Row row = of(deliveries, url).get(0);
        assertThat(row.state()).isEqualTo("GIVEN_UP");
        assertThat(row.tries()).isEqualTo(TRIES);
        assertThat(row.answer()).isEqualTo("status 302, a redirect, which is not followed");
    }

    @Test
    void anAddressThatIsSilentKeepsNoOtherFromBeingTold() throws InterruptedException {
        try (Receiver other = new Receiver()) {
            URI silent = receiver.at("/silent");
            URI fine = other.at("/fine");
            Deliveries deliveries = deliveries(silent, fine);
            deliveries.deliverDue();
            regression("debian:6.1.4");
            regression("debian:6.1.5");
            receiver.answer(Receiver.SILENT);

            assertThat(deliveries.deliverDue()).isEqualTo(2);

            assertThat(other.got()).hasSize(2);
            assertThat(receiver.got()).as("not asked again in the same round").hasSize(1);
            assertThat(of(deliveries, silent)).allMatch(row -> row.state().equals("WAITING"));
            assertThat(of(deliveries, silent).stream().map(Outbox.Row::answer).collect(Collectors.joining()))
                    .contains("Timeout");
        }
    }

    @Test
    void aKillWhileSendingLeavesADeliveryThatIsSentAgain() throws InterruptedException {
        URI url = receiver.at("/killed");
        Deliveries deliveries = deliveries(url);
        deliveries.deliverDue();
        regression("debian:6.1.6");
        Outbox outbox = new Outbox(database);
        for (Outbox.Happened happened : outbox.missing(10)) {
            outbox.add(happened, "{}", time.instant());
            outbox.add(happened, "{}", time.instant());
        }
        assertThat(outbox.take(time.instant(), List.of(), Duration.ofSeconds(2)))
                .isPresent(); // and then the kill
        assertThat(deliveries.deliverDue()).isZero();
        time.pass(Duration.ofSeconds(2));

        assertThat(deliveries.deliverDue()).isOne();
        assertThat(receiver.got()).hasSize(1);
        assertThat(of(deliveries, url).get(0).tries()).isEqualTo(2);
    }

    @Test
    void nobodyIsAskedWhomTheConfigurationDoesNotName() throws InterruptedException {
        URI url = receiver.at("/removed");
        Deliveries deliveries = deliveries(url);
        deliveries.deliverDue();
        regression("debian:6.1.7");
        receiver.answer(500);
        deliveries.deliverDue();
        receiver.forget();
        time.pass(Duration.ofHours(7));

        deliveries().deliverDue();

        assertThat(receiver.got()).isEmpty();
        assertThat(of(deliveries, url).get(0).state()).isEqualTo("GIVEN_UP");
        receiver.answer(200);
        assertThat(deliveries.deliverDue())
                .as("what happened meanwhile is not told")
                .isZero();
    }

    @Test
    void anAddressInAPrivateNetworkIsNotAskedUnlessThatIsWanted() throws InterruptedException {
        URI url = receiver.at("/private");
        HookSettings careful = new HookSettings(List.of(url), new Secret(SECRET), false, "", TRIES);
        Deliveries deliveries = new Deliveries(database, careful, time, SHORT);
        deliveries.deliverDue();
        regression("debian:6.1.8");

        assertThat(deliveries.deliverDue()).isZero();

        assertThat(receiver.got()).isEmpty();
        assertThat(of(deliveries, url).get(0).answer()).isEqualTo("not asked: 127.0.0.1 lies in a private network");
    }

    @Test
    void addressesNeedASecretThatIsNeverPrinted() {
        URI url = URI.create("https://hooks.example.org/x");
        assertThatThrownBy(() -> new HookSettings(List.of(url), new Secret("short"), false, "", TRIES))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("KPULSE_WEBHOOKS_SECRET");
        assertThat(new HookSettings(List.of(url), new Secret(SECRET), false, "", TRIES))
                .asString()
                .doesNotContain(SECRET);
    }

    @Test
    void theWaitDoublesFromHalfAMinuteToSixHours() {
        assertThat(Backoff.after(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Backoff.after(2)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Backoff.after(10)).isEqualTo(Duration.ofMinutes(256));
        assertThat(Backoff.after(11)).isEqualTo(Duration.ofHours(6));
        assertThat(Backoff.after(1000)).isEqualTo(Duration.ofHours(6));
    }
}
