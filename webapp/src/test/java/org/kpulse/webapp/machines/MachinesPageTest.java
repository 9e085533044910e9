package org.kpulse.webapp.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

class MachinesPageTest {

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
    void platformsSayWhatRanOnThemInADay() {
        assertThat(site.get("/machines").body()).contains("Nothing was run on any platform yet.");

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
}
