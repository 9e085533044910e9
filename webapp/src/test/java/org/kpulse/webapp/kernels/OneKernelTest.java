package org.kpulse.webapp.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.build.BuildRecord;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.BuildStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import tools.jackson.databind.JsonNode;

class OneKernelTest {

    @TempDir
    static Path home;

    private static Site site;
    private static long base;
    private static long slower;
    private static long broken;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        Stored stored = new Stored(site.database());
        base = stored.kernel("debian:base", 'a');
        slower = stored.kernel(Stored.HOSTILE, 'b');
        stored.experiment(base, slower, 1.2);
        History history = new History(site.database(), "qemu-tests", Platform.Kind.TIME);
        broken = history.kernel("debian:broken");
        long job = history.job(broken);
        history.save(
                new RunSlot(job, 0, 0, 1),
                Optional.of(new KernelFault(KernelFault.Kind.PANIC, "it <b>panicked</b>")),
                List.of(),
                List.of(new TestResult("fsystest", "a/y", TestResult.Outcome.FAIL, 0.25, "wrong", "")));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void verdictsAreCountedByPlatformAndBaseAndLeadToTheComparison() {
        JsonNode row =
                site.json("/kernels/" + slower + "/judged.json").get("rows").get(0);

        assertThat(row.get("base").asString()).isEqualTo("debian:base");
        assertThat(row.get("regressions").asInt()).isEqualTo(1);
        assertThat(row.get("index").asDouble()).isPositive();
        assertThat(site.get("/kernels/" + slower).body())
                .contains("/compare?base=" + base + "&amp;candidate=" + slower + "&amp;platform=qemu-time\"");
        assertThat(site.json("/kernels/" + base + "/judged.json").get("rows").size())
                .isZero();
    }

    @Test
    void theComparisonItLeadsToIsThere() {
        String page = site.get("/kernels/" + slower).body();
        int at = page.indexOf("/compare?");
        String link = page.substring(at, page.indexOf('"', at)).replace("&amp;", "&");

        assertThat(site.get(link).statusCode()).isEqualTo(200);
    }

    @Test
    void theComparisonOfAnOlderBuildIsItsOwn() {
        Stored stored = new Stored(site.database());
        long older = stored.kernel("git:linus#twice", 'c');
        stored.experiment(base, older, 1.2);
        long newer = stored.kernel("git:linus#twice", 'd');
        stored.experiment(base, newer, 1);

        assertThat(site.get("/kernels/" + older).body())
                .contains("/compare?base=" + base + "&amp;candidate=" + older + "&amp;platform=qemu-time")
                .doesNotContain("candidate=" + newer);
    }

    @Test
    void whatMovedTheIndexIsShownTheLargestFirst() {
        JsonNode rows = site.json("/kernels/" + slower + "/movers.json").get("rows");

        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(0).get("metric").asString()).isEqualTo("time");
        assertThat(rows.get(0).get("gain_percent").asDouble()).isCloseTo(100 * (1 / 1.2 - 1), within(0.5));
        double product = 1;
        for (JsonNode row : rows) {
            assertThat(Math.abs(row.get("moved_percent").asDouble()))
                    .isLessThanOrEqualTo(
                            Math.abs(rows.get(0).get("moved_percent").asDouble()));
            product *= 1 + row.get("moved_percent").asDouble() / 100;
        }
        assertThat(100 * product)
                .as("the parts make up the index that was frozen")
                .isCloseTo(
                        site.json("/kernels/" + slower + "/judged.json")
                                .get("rows")
                                .get(0)
                                .get("index")
                                .asDouble(),
                        within(1e-6));
        assertThat(site.get("/kernels/" + slower).body())
                .contains("What moved the index of each platform, the largest 5", "&amp;open=hackbench%2Ftime");
        assertThat(site.get("/kernels/" + slower + "/movers.csv").body())
                .startsWith("platform,base,benchmark,metric,weight_percent,gain_percent,moved_percent\r\n");
        assertThat(site.get("/kernels/" + base).body()).doesNotContain("What moved the index");
    }

    @Test
    void aComparisonWithoutAnExperimentDoesNotHideWhatMovedTheIndexOfTheOneBefore() {
        Stored stored = new Stored(site.database());
        long kernel = stored.kernel("debian:indexed", 'e');
        stored.experiment(base, kernel, 1.2);
        long other = stored.kernel("debian:other", 'f');
        site.database().write(jdbc -> jdbc.sql("""
                        INSERT INTO comparison (platform_id, base_kernel_id, candidate_kernel_id, rule_version, index_value)
                        SELECT platform_id, ?, candidate_kernel_id, rule_version, 99 FROM comparison WHERE candidate_kernel_id = ?""").params(other, kernel).update());

        JsonNode rows = site.json("/kernels/" + kernel + "/movers.json").get("rows");

        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(0).get("base").asString()).isEqualTo("debian:base");
    }

    @Test
    void runsAreCountedByHowTheyEnded() {
        assertThat(site.json("/kernels/" + slower + "/runs.json")
                        .get("rows")
                        .get(0)
                        .get("finished")
                        .asInt())
                .isEqualTo(3);
        JsonNode row =
                site.json("/kernels/" + broken + "/runs.json").get("rows").get(0);
        assertThat(row.get("kernel_failed").asInt()).isEqualTo(1);
    }

    @Test
    void crashesAndTestsThatFailedAreShown() {
        String page = site.get("/kernels/" + broken).body();

        assertThat(page).contains("PANIC", "it &lt;b&gt;panicked&lt;/b&gt;", "/tests/fsystest/a/y", "FAILS");
    }

    @Test
    void optionsThatDifferFromTheBaseOfTheNewestComparisonAreShown() throws IOException {
        Stored stored = new Stored(site.database());
        long first = configured("config:base", "CONFIG_HZ=250\nCONFIG_CMDLINE=\"<b>\"\nCONFIG_SMP=y\n");
        long second = configured("config:candidate", "CONFIG_HZ=1000\nCONFIG_SMP=y\n");
        stored.experiment(first, second, 1);

        JsonNode rows = site.json("/kernels/" + second + "/config.json").get("rows");

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.get(1).get("option").asString()).isEqualTo("HZ");
        assertThat(rows.get(1).get("base").asString()).isEqualTo("250");
        assertThat(rows.get(1).get("candidate").asString()).isEqualTo("1000");
        assertThat(site.get("/kernels/" + second).body()).contains("Configuration against config:base", "&lt;b&gt;");
        assertThat(site.get("/kernels/" + first).body()).doesNotContain("Configuration against");
        assertThat(site.get("/kernels/" + slower).body()).doesNotContain("Configuration against");
    }

    private static long configured(String ref, String config) throws IOException {
        Path directory = Files.createTempDirectory(home, "kernel");
        Files.writeString(directory.resolve("config"), config);
        return new KernelStore(site.database())
                .save(new Kernel(
                        ref,
                        "6.1",
                        Architecture.X86_64,
                        directory.resolve("vmlinuz"),
                        Sha256.ofText(ref),
                        Optional.empty(),
                        Optional.of(Sha256.ofText(config)),
                        Optional.empty()));
    }

    @Test
    void buildsAreShownThoseThatFailedToo() {
        BuildStore builds = new BuildStore(site.database());
        BuildRecord.Source source = new BuildRecord.Source("e".repeat(40), List.of(), "gcc 12", 0, true);
        Instant first = Instant.parse("2026-03-29T01:30:00Z");
        builds.save(new BuildRecord(
                "a".repeat(24),
                "debian:broken",
                source,
                new BuildRecord.Work(first, 90, false, 2000),
                null,
                null,
                new BuildRecord.Failure(Blame.KERNEL, "BUILD", "error: <u>x</u>")));
        builds.save(new BuildRecord(
                "a".repeat(24),
                "debian:broken",
                source,
                new BuildRecord.Work(first.plusSeconds(600), 30, true, 12),
                "c".repeat(64),
                "d".repeat(64),
                null));

        JsonNode rows = site.json("/kernels/" + broken + "/builds.json").get("rows");
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.get(0).get("image_sha256").asString()).isEqualTo("d".repeat(64));
        assertThat(rows.get(1).get("failure").asString()).isEqualTo("BUILD: error: <u>x</u>");
        assertThat(site.get("/kernels/" + broken).body())
                .contains("error: &lt;u&gt;x&lt;/u&gt;")
                .doesNotContain("<u>");
    }

    @Test
    void aNameIsShownAsTextWithNothingHidden() {
        assertThat(site.get("/kernels/" + slower).body())
                .doesNotContain("<script>alert", "\u202e")
                .contains("&lt;script&gt;", "[U+202E]");
    }

    @Test
    void aKernelThatIsNotThereIsNotFoundAndWhatIsNoNumberIsNamed() {
        assertThat(site.get("/kernels/4711").statusCode()).isEqualTo(404);
        assertThat(site.get("/kernels/x").statusCode()).isEqualTo(400);
        assertThat(site.get("/kernels/x").body()).contains("Parameter &quot;id&quot;");
        assertThat(site.get("/kernels/" + base + "/no.json").statusCode()).isEqualTo(404);
    }
}
