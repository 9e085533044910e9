package org.kpulse.webapp.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.WorkerStore;
import org.kpulse.webapp.CanaryNights;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

class MachinesPageTest {

    @TempDir
    static Path home;

    private static Site site;
    private static String before;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        before = site.get("/machines").body();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void platformsSayWhatRanOnThemInADay() {
        assertThat(before).contains("Nothing was run on any platform yet, and no worker is there.");

        History history = new History(site.database(), "qemu-time", Platform.Kind.TIME);
        long kernel = history.kernel(History.HOSTILE);
        long job = history.job(kernel);
        history.save(new RunSlot(job, 0, 0, 1), Optional.empty(), List.of(), List.of());
        history.save(
                new RunSlot(job, 1, 0, 2),
                Optional.of(new InfraFault(InfraFault.Kind.DISK_FULL, "full")),
                List.of(),
                List.of());
        PlatformStore platforms = new PlatformStore(site.database());
        platforms.setBaseline(history.platformId(), kernel, "a test's");
        platforms.saveMachine(history.platformId(), "<b>board</b>");

        JsonNode row = site.json("/machines/platforms.json").get("rows").get(0);
        assertThat(row.get("runs_24h").asInt()).isEqualTo(2);
        assertThat(row.get("our_faults_24h").asInt()).isEqualTo(1);
        assertThat(row.get("kernel_faults_24h").asInt()).isZero();
        assertThat(row.get("state").asString()).isEqualTo("INFRA_FAILED");
        assertThat(row.get("baseline").asString()).isEqualTo(History.HOSTILE);
        assertThat(site.get("/machines").body())
                .contains("&lt;b&gt;board&lt;/b&gt;", "[U+202E]")
                .doesNotContain("<b>board", "<script>alert", "\u202e");
        assertThat(site.get("/machines/no.json").statusCode()).isEqualTo(404);
    }

    @Test
    void canariesSayNightByNightWhetherAHostIsWhatItWas() {
        assertThat(site.json("/machines/canaries.json").get("rows")).isEmpty();
        WorkerStore workers = new WorkerStore(site.database());
        workers.begin("f-nightly", "rack<7>", "qemu-time", Instant.now());
        workers.state("f-nightly", WorkerStore.State.STOPPED, 0, "", Instant.now());
        History history = new History(site.database(), "qemu-nightly", Platform.Kind.TIME);
        double[] seconds = {2, 2.004, 1.997, 2.002, 1.999, 2.001, 2.2};
        for (int night = 0; night < seconds.length; night++) {
            Instant at = Instant.now().minus(Duration.ofDays(seconds.length - night));
            CanaryNights.stored(site.database(), history, "f-nightly", "debian:<i>canary", at, seconds[night]);
        }

        JsonNode rows = site.json("/machines/canaries.json").get("rows");

        assertThat(rows.valueStream().map(row -> row.get("says").asString()))
                .containsExactly(
                        "drifted",
                        "as before",
                        "too few nights yet",
                        "too few nights yet",
                        "too few nights yet",
                        "too few nights yet",
                        "too few nights yet");
        assertThat(rows.get(0).get("speed_percent").asDouble()).isBetween(-9.1, -9.0);
        assertThat(rows.get(0).get("nights_before").asInt()).isEqualTo(6);
        assertThat(rows.get(6).get("speed_percent").isNull()).isTrue();
        assertThat(site.get("/machines").body())
                .contains(
                        "debian:&lt;i&gt;canary by smoke: drifted, -9.0",
                        "href=\"/machines/canaries.csv\"",
                        "rack&lt;7&gt;")
                .doesNotContain("<i>canary", "rack<7>");
    }

    @Test
    void workersSayWhetherTheyAreFreeBusyQuarantinedOrDead() {
        Instant now = Instant.now();
        WorkerStore workers = new WorkerStore(site.database());
        for (String name : List.of("a-free", "b-busy", "c-broken", "d-dead", "e-stopped")) {
            workers.begin(name, "host", "qemu-time", name.equals("d-dead") ? now.minusSeconds(600) : now);
        }
        workers.state("c-broken", WorkerStore.State.QUARANTINED, 3, "3 faults; tries one at <b>noon</b>", now);
        workers.state("e-stopped", WorkerStore.State.STOPPED, 0, "", now);
        site.database().write(jdbc -> jdbc.sql("""
                        WITH asked AS (INSERT INTO request (key, base, candidate, suite, boots, priority, why, asked_by, bisect,
                            created_at) VALUES ('k', 'debian:1', ?, 'smoke', 3, 50, 'w', 'ann', false, now()) RETURNING id)
                        INSERT INTO request_task (request_id, platform, state, not_before, claim, worker, claimed_at, failures,
                            worked_ms, detail) SELECT id, 'qemu-time', 'RUNNING', now(), 1, 'b-busy', now(), 0, 0, '' FROM asked""").param("debian:<i>2").update());

        JsonNode rows = site.json("/machines/workers.json").get("rows");

        assertThat(rows.valueStream().map(row -> row.get("state").asString()))
                .containsExactly("free", "busy", "quarantined", "dead");
        assertThat(rows.get(1).get("job").asString()).isEqualTo("debian:<i>2");
        assertThat(rows.get(0).get("job").isNull()).isTrue();
        assertThat(site.get("/machines").body())
                .contains(
                        "href=\"/runs?kernel=debian%3A%3Ci%3E2&amp;platform=qemu-time\"",
                        "tries one at &lt;b&gt;noon&lt;/b&gt;", "href=\"/machines/workers.csv\"")
                .doesNotContain("<i>2", "e-stopped");
    }
}
