package org.kpulse.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.http.FakeServer;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.queue.TaskWorker;
import org.kpulse.harness.sources.kernelorg.KernelOrg;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.SightingStore;

/** A release that is published while the service runs. Waits for real polls: {@code -Dkpulse.full=true}. */
@ExtendWith(PostgresExtension.class)
@EnabledIfSystemProperty(named = "kpulse.full", matches = "true")
class PublishedReleaseTest {

    private static final String LIST = "/releases.json";
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Database database;

    PublishedReleaseTest(Database database) {
        this.database = database;
    }

    private static byte[] list(String... versions) {
        StringBuilder releases = new StringBuilder();
        for (String version : versions) {
            releases.append(releases.length() == 0 ? "" : ",")
                    .append("{\"version\": \"")
                    .append(version)
                    .append(
                            "\", \"moniker\": \"stable\", \"iseol\": false, \"released\": {\"timestamp\": 1733400000}}");
        }
        return ("{\"latest_stable\": {\"version\": \"" + versions[0] + "\"}, \"releases\": [" + releases + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aPublishedReleaseIsAKernelWithinAnIntervalAndFiveSeconds() throws InterruptedException {
        SightingStore sightings = new SightingStore(database);
        Map<String, String> settings = new LinkedHashMap<>();
        try (FakeServer server = new FakeServer()) {
            server.file(LIST, list("6.12.1"));
            settings.put("sources.kernel-org.url", server.url() + LIST);
            settings.put("sources.private-addresses", "on");
            settings.put("sources.kernel-org.interval-seconds", String.valueOf(INTERVAL.toSeconds()));
            Config config =
                    Config.load(new Config.Sources(Path.of("/nowhere"), Path.of("/nowhere"), Map.of(), settings));
            Service.Duties duties = new Service.Duties(
                    new TaskWorker.Identity("polling", "host", List.of("qemu-time")),
                    (task, turn) -> Optional.empty(),
                    List.of(),
                    List.of(new KernelOrg(config, Clock.systemUTC())),
                    Optional.empty());
            try (Service service = Service.start(database, duties, Progress.silent(), Clock.systemUTC())) {
                assertThat(service.name()).isEqualTo("polling");
                await(sightings, "release:6.12.1", Duration.ofSeconds(30));
                server.file(LIST, list("6.12.2", "6.12.1"));
                Duration took = await(sightings, "release:6.12.2", INTERVAL.plusSeconds(5));
                System.out.println("a published release was a row after " + took.toMillis() + " ms");
            }
        }
    }

    private static Duration await(SightingStore sightings, String ref, Duration patience) throws InterruptedException {
        Instant begin = Instant.now();
        while (sightings.newest(Optional.empty(), 100).stream()
                .noneMatch(s -> s.kernel().ref().equals(ref))) {
            assertThat(Duration.between(begin, Instant.now())).as(ref).isLessThan(patience);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Duration.between(begin, Instant.now());
    }
}
