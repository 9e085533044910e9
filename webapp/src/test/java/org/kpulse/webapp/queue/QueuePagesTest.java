package org.kpulse.webapp.queue;

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
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.sources.PollState;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.SightingStore;
import org.kpulse.harness.store.WorkerStore;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

/** Queue, status and metrics, from what is stored. */
class QueuePagesTest {

    @TempDir
    static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        assertThat(site.get("/queue").body()).contains("Nothing was asked for yet.");
        assertThat(site.get("/status").body()).contains("No worker was started");
        Instant now = Instant.now();
        RequestStore requests = new RequestStore(site.database());
        ask(requests, "waits", History.HOSTILE, now);
        long ended = ask(requests, "ended", "git:linus#2", now);
        assertThat(requests.claim(ended, "one", now)).isPresent();
        requests.end(ended, 1, Ending.kernelFailed("DOES_NOT_BUILD", "mm/slub.c:1: error"), now.plusSeconds(60));
        WorkerStore workers = new WorkerStore(site.database());
        workers.begin("one", "host", "qemu-time", now);
        workers.begin("two", "host", "qemu-time", now.minus(Duration.ofMinutes(5)));
        Seen seen = new Seen("release:6.12.3", "stable", false, Optional.empty());
        Instant polled = now.minus(Duration.ofHours(1));
        new SightingStore(site.database()).record(new PollState("kernel.org", polled, now, 0, "", ""), List.of(seen));
        History history = new History(site.database(), "qemu-time", Platform.Kind.TIME);
        history.measured("debian:1", 10, 10.1);
    }

    private static long ask(RequestStore requests, String key, String candidate, Instant now) {
        NewRequest request = new NewRequest(
                key,
                new NewRequest.Pair("debian:1", candidate),
                "smoke",
                0,
                List.of("qemu-time"),
                new NewRequest.Terms(50, "it was seen", "policy:all", false));
        long id = requests.add(request, now, now).orElseThrow();
        return requests.ofRequest(id).get(0).id();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void theQueueShowsWhatIsOpenAndWhatEnded() {
        JsonNode open = site.json("/queue/open.json").get("rows");
        assertThat(open).hasSize(1);
        assertThat(open.get(0).get("candidate").asString()).isEqualTo(History.HOSTILE);
        assertThat(open.get(0).get("state").asString()).isEqualTo("QUEUED");
        JsonNode ended = site.json("/queue/ended.json").get("rows").get(0);
        assertThat(ended.get("outcome").asString()).isEqualTo("DOES_NOT_BUILD");
        assertThat(ended.get("blame").asString()).isEqualTo("KERNEL");
        assertThat(ended.get("worked").asDouble()).isEqualTo(60);
        assertThat(site.get("/queue").body()).contains("it was seen").doesNotContain(History.HOSTILE);
        assertThat(site.get("/queue/open.csv").body().lines()).hasSize(2);
    }

    @Test
    void aWorkerThatSaysNothingIsDead() {
        JsonNode workers = site.json("/status/workers.json").get("rows");
        assertThat(workers)
                .extracting(
                        w -> w.get("worker").asString() + " " + w.get("state").asString())
                .containsExactly("one WORKING", "two DEAD");
        JsonNode source = site.json("/status/sources.json").get("rows").get(0);
        assertThat(source.get("newest").asString()).isEqualTo("release:6.12.3");
        assertThat(source.get("outcome").asString()).isEqualTo("OK");
    }

    @Test
    void prometheusReadsWhatIsThereNow() {
        List<String> lines = site.get("/metrics").body().lines().toList();

        assertThat(lines)
                .contains(
                        "kpulse_kernels_seen_total{source=\"kernel.org\"} 1.0",
                        "kpulse_queue_tasks{state=\"QUEUED\"} 1.0",
                        "kpulse_queue_tasks{state=\"DONE\"} 1.0",
                        "kpulse_workers{state=\"DEAD\"} 1.0",
                        "kpulse_queue_waited_tasks_total 1.0")
                .anyMatch(line -> line.matches("kpulse_runs_total\\{blame=\"none\",state=\"FINISHED\"} \\d+\\.0"))
                .anyMatch(line -> line.matches(
                        "kpulse_newest_untested_kernel_age_seconds\\{source=\"kernel.org\"} 3[67]\\d\\d\\..*"));
    }
}
