package org.kpulse.webapp.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

class SeriesPagesTest {

    private static final String TIME = "/series/pipe/time/qemu-time";

    @TempDir
    static Path home;

    private static Site site;
    private static final List<Long> KERNELS = new ArrayList<>();

    @BeforeAll
    static void open() {
        site = Site.open(home);
        History history = new History(site.database(), "qemu-time", Platform.Kind.TIME);
        for (int i = 0; i < 24; i++) {
            double wobble = 1 + 0.002 * Math.sin(i * 2.3);
            double level = (i < 12 ? 10 : 11) * wobble;
            KERNELS.add(history.measured(i == 12 ? History.HOSTILE : "debian:6.1." + i, level * 0.999, level * 1.001));
        }
        new PlatformStore(site.database()).setBaseline(history.platformId(), KERNELS.get(1), "a test's");
        History counted = new History(site.database(), "qemu-instructions", Platform.Kind.INSTRUCTIONS);
        long kernel = counted.kernel("debian:counted");
        for (int again = 0; again < 2; again++) {
            counted.save(
                    new RunSlot(counted.job(kernel), 0, 0, 7),
                    Optional.empty(),
                    List.of(new Sample("pipe", "time", 0, 5.0)),
                    List.of());
        }
        long zero = counted.kernel("debian:zero");
        counted.save(
                new RunSlot(counted.job(zero), 0, 0, 7),
                Optional.empty(),
                List.of(new Sample("pipe", "time", 0, 0.0)),
                List.of());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static JsonNode rows(String path) {
        return site.json(path).get("rows");
    }

    @Test
    void kernelsAreComparedWithThePlatformsBaseline() {
        JsonNode rows = rows(TIME + ".json");

        assertThat(rows.size()).isEqualTo(24);
        assertThat(rows.get(0).get("kernel").asString()).isEqualTo("debian:6.1.23");
        assertThat(rows.get(22).get("change_percent").asDouble()).isZero();
        assertThat(rows.get(0).get("change_percent").asDouble()).isBetween(9.0, 11.0);
        assertThat(rows.get(0).get("low_percent").asDouble())
                .isLessThan(rows.get(0).get("change_percent").asDouble());
        assertThat(site.get(TIME).body())
                .contains("debian:6.1.1</a>", "the baseline of this platform", "lower is better");
    }

    @Test
    void theCaptionSaysTheFindingAndThePictureHasAName() {
        String page = site.get(TIME).body();

        assertThat(page)
                .contains(
                        "One lasting change among 24 kernels: +",
                        "(worse)",
                        "role=\"img\" aria-label=\"pipe/time on qemu-time: One")
                .contains("class=\"mark regression\"", "data-source=\"" + TIME + ".json\"")
                .contains("step +");
    }

    @Test
    void aRangeIsPartOfTheAddressAndChangesNoFinding() {
        String range = "?from=" + KERNELS.get(10) + "&to=" + KERNELS.get(14);

        JsonNode rows = rows(TIME + ".json" + range);
        assertThat(rows.size()).isEqualTo(5);
        assertThat(rows.get(2).get("note").asString()).startsWith("step +");
        assertThat(site.get(TIME + range).body())
                .contains("data-source=\"" + TIME + ".json" + range.replace("&", "&amp;") + "\"", ">All kernels</a>");
    }

    @Test
    void aKernelThatIsPinnedIsSaidInWordsAndMarkedAndChangesNoTable() {
        String pin = "pin=" + KERNELS.get(12);
        String page = site.get(TIME + "?" + pin).body();

        assertThat(page)
                .containsPattern("pinned:\\s+<a href=\"/kernels/" + KERNELS.get(12) + "\">")
                .contains(
                        "2 boots, first seen ",
                        "; step +",
                        "/compare?platform=qemu-time&amp;base=" + KERNELS.get(11) + "&amp;candidate=" + KERNELS.get(12),
                        "class=\"mark pin\"",
                        "data-source=\"" + TIME + ".json\"")
                .doesNotContain("<script>alert");
        assertThat(site.get(TIME).body()).doesNotContain("pinned:", "mark pin");
        assertThat(rows(TIME + ".json?" + pin).size()).isEqualTo(24);
    }

    @Test
    void aKernelOutsideOfTheRangeStaysPinned() {
        String page = site.get(TIME + "?from=" + KERNELS.get(2) + "&to=" + KERNELS.get(5) + "&pin=" + KERNELS.get(0))
                .body();

        assertThat(page)
                .contains("pinned:", "href=\"" + TIME + "?pin=" + KERNELS.get(0) + "\"")
                .doesNotContain("mark pin", "compare with the kernel before");
    }

    @Test
    void aSeriesMayEndEarlier() {
        JsonNode rows = rows(TIME + ".json?until=" + KERNELS.get(4));

        assertThat(rows.size()).isEqualTo(5);
        assertThat(rows.get(0).get("kernel_id").asLong()).isEqualTo(KERNELS.get(4));
    }

    @Test
    void aBaselineThatIsNotAmongTheKernelsIsStillComparedWith() {
        JsonNode rows = rows(TIME + ".json?until=" + KERNELS.get(0));

        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.get(0).get("change_percent").isNull()).isFalse();
        assertThat(rows.get(0).get("change_percent").asDouble()).isNotZero();
    }

    @Test
    void whereInstructionsAreCountedARunThatRepeatsAnotherIsNoBoot() {
        JsonNode rows = rows("/series/pipe/time/qemu-instructions.json");

        assertThat(rows.get(1).get("kernel").asString()).isEqualTo("debian:counted");
        assertThat(rows.get(1).get("boots").asInt()).isEqualTo(1);
    }

    @Test
    void aSampleOfZeroHasNoChangeInPercent() {
        JsonNode zero = rows("/series/pipe/time/qemu-instructions.json").get(0);

        assertThat(zero.get("kernel").asString()).isEqualTo("debian:zero");
        assertThat(zero.get("mean").asDouble()).isZero();
        assertThat(zero.get("change_percent").isNull()).isTrue();
        assertThat(site.get("/series/pipe/time/qemu-instructions").statusCode()).isEqualTo(200);
    }

    @Test
    void aMetricThatNobodyMeasuredYetSaysSo() {
        String page = site.get("/series/pipe/rate/qemu-time").body();

        assertThat(page).contains("No kernel has a value that can be compared.").doesNotContain("<svg");
    }

    @Test
    void whatIsUnknownIsNotFoundAndWhatMakesNoSenseIsNamed() {
        for (String path :
                new String[] {"/series/pipe/no/qemu-time", "/series/no/time/qemu-time.json", "/series/pipe/time/no"}) {
            assertThat(site.get(path).statusCode()).as(path).isEqualTo(404);
        }
        for (String query :
                new String[] {"from=x", "to=-1", "until=1e3", "variant=1", "from=999999", "pin=x", "pin=999999"}) {
            HttpResponse<String> answer = site.get(TIME + "?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.body()).contains("Parameter &quot;" + query.substring(0, query.indexOf('=')) + "&quot;");
        }
        assertThat(site.get(TIME + "?until=999999").statusCode()).isEqualTo(404);
    }

    @Test
    void metricsAreListedWithWhereTheyLead() {
        assertThat(site.get("/series").body())
                .contains("href=\"" + TIME + "\"", "us&lt;i&gt;", "<option value=\"pipe\"")
                .doesNotContain("us<i>");
        assertThat(rows("/series.json?platform=qemu-time&benchmark=pipe").size())
                .isEqualTo(2);
        assertThat(rows("/series.json?platform=no").size()).isZero();
    }

    @Test
    void namesAreShownAsTextWithNothingHidden() {
        assertThat(site.get(TIME).body())
                .doesNotContain("<script>alert", "\u202e", "\u001b", "us<i>")
                .contains("&lt;script&gt;", "[U+202E]");
    }
}
