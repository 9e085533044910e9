package org.kpulse.webapp.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import tools.jackson.databind.JsonNode;

/** The inbox, and the index and error rate beside it. */
class InboxTest {

    @TempDir
    static Path home;

    private static Site site;
    private static String emptyInbox;
    private static String emptyIndex;
    private static String emptyRate;
    private static long base;
    private static long slow;
    private static long slower;
    private static long running;

    @BeforeAll
    static void store() {
        site = Site.open(home);
        emptyInbox = site.get("/").body();
        emptyIndex = site.get("/index").body();
        emptyRate = site.get("/about/error-rate").body();
        Stored stored = new Stored(site.database());
        base = stored.kernel("debian:6.1.0", '1');
        slow = stored.kernel(Stored.HOSTILE, '2');
        slower = stored.kernel("debian:6.1.2", '3');
        long better = stored.kernel("debian:6.1.3", '4');
        stored.experiment(base, slow, 1.5);
        stored.experiment(base, slow, 1.1); // a newer comparison of the same pair
        stored.experiment(base, slower, 1.3);
        stored.experiment(base, better, 0.8);
        stored.experiment(base, base, 1);
        stored.experiment(base, stored.kernel("debian:6.1.0-again", '1'), 1.3); // the same image: a false alarm
        stored.experiment(base, base, 1, 1); // a boot a side: nothing can be called
        running = stored.begun(base, slow);
        stored.failed(running, 0, new InfraFault(InfraFault.Kind.DISK_FULL, "no room <b>left</b>"));
        stored.failed(running, 1, new KernelFault(KernelFault.Kind.PANIC, "VFS"));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void withoutAnythingStoredEveryPartSaysSo() {
        assertThat(emptyInbox)
                .contains("Nothing was called REGRESSION", "No index was stored yet", "No experiment and no bisection")
                .contains("No run of the last 24 hours failed");
        assertThat(emptyIndex).contains("No index was stored yet");
        assertThat(emptyRate).contains("Kpulse cannot say its own rate", "kpulse run --base debian:latest");
    }

    @Test
    void theLargestRegressionComesFirstAndOnlyTheNewestComparisonOfAPairCounts() {
        JsonNode rows = site.json("/inbox/regressions.json").get("rows");

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.get(0).get("candidate").asString()).isEqualTo("debian:6.1.2");
        assertThat(rows.get(0).get("change_percent").asDouble()).isBetween(29.0, 31.0);
        assertThat(rows.get(1).get("candidate").asString()).isEqualTo(Stored.HOSTILE);
        assertThat(rows.get(1).get("change_percent").asDouble()).isBetween(9.0, 11.0);
    }

    private static long rowOf(long candidate) {
        return site.database()
                .read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ?")
                        .param(candidate)
                        .query(Long.class)
                        .single());
    }

    @Test
    void theInboxLeadsToTheComparisonAndEscapesNames() {
        assertThat(site.get("/").body())
                .contains("/compare?base=" + base + "&amp;candidate=" + slower + "&amp;platform=qemu-time")
                .contains("href=\"/regressions/" + rowOf(slower), "detected, impact ")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>")
                .doesNotContain("<b>left");
    }

    @Test
    void whatIsRunningSaysHowFarItIs() {
        JsonNode rows = site.json("/inbox/running.json").get("rows");

        assertThat(rows.valueStream().map(r -> r.get("id").asLong())).contains(running);
        assertThat(rows.valueStream().filter(r -> r.get("id").asLong() == running))
                .singleElement()
                .satisfies(r -> assertThat(r.get("progress").asString()).isEqualTo("0 of 6 boots"));
    }

    @Test
    void ofAnExperimentWithoutEndOnlyAThousandBootsAreCounted() {
        History endless = new History(site.database(), "qemu-endless", Platform.Kind.TIME);
        long job = endless.job(endless.kernel("debian:endless"));
        for (int boot = 0; boot <= LabQuery.MOST_COUNTED; boot++) {
            endless.save(new RunSlot(job, boot, 0, boot + 1L), Optional.empty(), List.of(), List.of());
        }

        assertThat(site.json("/inbox/running.json")
                        .get("rows")
                        .valueStream()
                        .map(row -> row.get("progress").asString()))
                .contains("more than 1000 of 1 boots");
    }

    @Test
    void onlyFaultsOfOursAreBrokenLab() {
        JsonNode rows = site.json("/inbox/broken.json").get("rows");

        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.get(0).get("fault").asString()).isEqualTo("DISK_FULL");
        assertThat(site.get("/inbox/broken.csv").body()).contains("no room <b>left</b>");
    }

    @Test
    void theIndexOfAPlatformIsDrawnOverKernelsAndInWords() {
        String page = site.get("/index").body();

        assertThat(page)
                .contains("<svg class=\"chart line\"", "class=\"band\"", "debian:6.1.0 = 100")
                .containsPattern("The newest was moved most by hackbench/[a-z]+ [+-]")
                .doesNotContain("<script>");
        JsonNode rows = site.json("/index.json").get("rows");
        assertThat(rows.size()).isEqualTo(4);
        assertThat(rows.valueStream()
                        .filter(r -> r.get("kernel").asString().equals("debian:6.1.2"))
                        .map(r -> r.get("index").asDouble()))
                .singleElement()
                .satisfies(index -> assertThat(index).isLessThan(100));
        assertThat(site.get("/").body()).contains("<svg class=\"chart spark\"");
    }

    @Test
    void parametersOfTheIndexAreChecked() {
        assertThat(site.get("/index?base=x").statusCode()).isEqualTo(400);
        assertThat(site.get("/index?platform=A").statusCode()).isEqualTo(400);
        assertThat(site.get("/index?base=999999").statusCode()).isEqualTo(404);
        assertThat(site.get("/index?platform=no-such").statusCode()).isEqualTo(404);
    }

    @Test
    void theErrorRateCountsCallsBetweenEqualKernelsOnly() {
        JsonNode row = site.json("/about/error-rate.json").get("rows").get(0);

        assertThat(row.get("comparisons").asLong()).isEqualTo(2);
        assertThat(row.get("comparisons_called").asLong()).isEqualTo(1);
        assertThat(row.get("metrics").asLong()).isEqualTo(6);
        assertThat(row.get("metrics_called").asLong()).isEqualTo(1);
        // exact for 1 of 2: sqrt(0.975) and its mirror
        assertThat(row.get("comparisons_called_interval").get(1).asDouble()).isBetween(98.7, 98.8);
        assertThat(site.get("/about/error-rate").body()).contains("1 of 2 A/A comparisons had a false alarm (50.0 %");
    }
}
