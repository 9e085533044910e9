package org.kpulse.webapp.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.profile.BootProfile;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

class RunPagesTest {

    @TempDir
    static Path home;

    private static Site site;
    private static long finished;
    private static long panicked;
    private static long ours;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        History history = new History(site.database(), "qemu-instructions", Platform.Kind.INSTRUCTIONS);
        long job = history.job(history.kernel(History.HOSTILE));
        finished = history.save(
                new RunSlot(job, 0, 0, 1),
                Optional.empty(),
                List.of(new Sample("pipe", "time", 0, 1.23456789), new Sample("pipe", "time", 2, 2.5)),
                List.of(
                        new TestResult("fsystest", "a/x", TestResult.Outcome.PASS, 0.25, "", ""),
                        new TestResult(
                                "fsystest", "a/y", TestResult.Outcome.FAIL, 0.25, "<i>why</i>", "\u001b[1mout")));
        panicked = history.save(
                new RunSlot(job, 1, 0, 2),
                Optional.of(new KernelFault(KernelFault.Kind.PANIC, "panic <img src=x>")),
                List.of(),
                List.of());
        ours = history.save(
                new RunSlot(job, 2, 0, 3),
                Optional.of(new InfraFault(InfraFault.Kind.OUTPUT_UNPARSABLE, "no output")),
                List.of(),
                List.of());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void runsAreListedTheNewestFirstAndByWhatIsAskedFor() {
        assertThat(ids("/runs.json")).containsExactly(ours, panicked, finished);
        assertThat(ids("/runs.json?state=KERNEL_FAILED")).containsExactly(panicked);
        assertThat(ids("/runs.json?platform=qemu-time")).isEmpty();
        assertThat(ids("/runs.json?kernel=" + org.kpulse.webapp.table.Query.encoded(History.HOSTILE)))
                .hasSize(3);
        assertThat(ids("/runs.json?page=2")).isEmpty();
    }

    private static List<Long> ids(String path) {
        return site.json(path)
                .get("rows")
                .valueStream()
                .map(r -> r.get("id").asLong())
                .toList();
    }

    @Test
    void theListKeepsItsFilterAndSaysWhenNothingMatches() {
        assertThat(site.get("/runs?state=FINISHED").body())
                .contains("href=\"/runs.json?state=FINISHED\"", "value=\"FINISHED\" selected");
        assertThat(site.get("/runs?platform=none").body()).contains("No run matches this filter.");
    }

    @Test
    void aParameterThatMakesNoSenseIsNamed() {
        for (String query : new String[] {"state=x", "kernel=%00", "platform=%00", "page=0"}) {
            assertThat(site.get("/runs?" + query).statusCode()).as(query).isEqualTo(400);
            assertThat(site.get("/runs?" + query).body())
                    .contains("Parameter &quot;" + query.substring(0, query.indexOf('=')) + "&quot;");
        }
        assertThat(site.get("/runs/x").statusCode()).isEqualTo(400);
        assertThat(site.get("/runs/99999999999999999999").statusCode()).isEqualTo(400);
    }

    @Test
    void aRunThatIsNotThereAndATableThatIsNotThereAreNotFound() {
        assertThat(site.get("/runs/999").statusCode()).isEqualTo(404);
        assertThat(site.get("/runs/999/steps.json").statusCode()).isEqualTo(404);
        assertThat(site.get("/runs/" + finished + "/no.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void aFinishedRunShowsAllThatWasStoredOfIt() {
        String page = site.get("/runs/" + finished).body();

        assertThat(page)
                .contains("FINISHED", "QEMU 7.2 on Xeon", "boot 2.0 s", "overhead 1.0 s", "warm-up", "pipe_write")
                .contains(
                        "1.235 - 2.500",
                        "fsystest: 1 PASS, 1 FAIL",
                        "&lt;i&gt;why&lt;/i&gt;",
                        "load 0.50, steal 1.25 %")
                .doesNotContain("Last lines of the console");
    }

    @Test
    void everySampleIsGivenWithEveryDigit() {
        JsonNode rows = site.json("/runs/" + finished + "/samples.json").get("rows");

        assertThat(rows.valueStream().map(r -> r.get("value").asDouble())).containsExactly(1.23456789, 2.5);
        assertThat(rows.valueStream().map(r -> r.get("iteration").asInt())).containsExactly(0, 2);
        assertThat(site.get("/runs/" + finished + "/samples.csv").body()).contains("pipe,time,us<i>,0,1.23456789");
    }

    @Test
    void ofACrashedRunTheLineOfTheCrashIsMarked() {
        String page = site.get("/runs/" + panicked).body();

        assertThat(page).contains("the kernel's own fault", "<mark>[    1.1] Kernel panic");
        assertThat(page.split("<mark>", -1)).hasSize(2);
        assertThat(site.get("/runs/" + ours).body()).contains("a fault of ours, never evidence");
    }

    @Test
    void ofACrashedRunTheCauseIsShownWithItsTrace() {
        String page = site.get("/runs/" + panicked).body();
        JsonNode crash =
                site.json("/runs/" + panicked + "/crashes.json").get("rows").get(0);

        assertThat(page)
                .contains("Crashes in the kernel&#39;s log", "Trace of the first crash", "pipe_write [&lt;b&gt;]");
        assertThat(crash.get("signature").asString()).isEqualTo(History.CRASH.signature());
        assertThat(crash.get("role").asString()).isEqualTo("cause");
    }

    @Test
    void namesAndLogsAreShownAsTextWithNothingHidden() {
        for (String path : new String[] {"/runs", "/runs/" + finished, "/runs/" + panicked}) {
            assertThat(site.get(path).body())
                    .as(path)
                    .doesNotContain("<script>alert", "<b>bold", "<img", "\u202e", "\u001b")
                    .contains("&lt;script&gt;", "[U+202E]");
        }
        assertThat(site.get("/runs/" + panicked).body()).contains("[U+001B][31moops[U+202E]");
    }

    @Test
    void theProfileHasShares() {
        JsonNode function =
                site.json("/runs/" + finished + "/functions.json").get("rows").get(0);

        assertThat(function.get("function").asString()).isEqualTo("pipe_write");
        assertThat(function.get("instructions").asDouble()).isEqualTo(300);
        assertThat(function.get("share_percent").asDouble())
                .isCloseTo(100 * 600 / 610.0, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void theLargestFunctionsOfEachPhaseAreDrawnAndSaid() {
        assertThat(site.get("/runs/" + finished).body())
                .contains(
                        "class=\"chart bars\"",
                        "aria-label=\"pipe: pipe_write 98.4 %, all others 1.6 %\"",
                        "pipe: 305 instructions an iteration in the kernel, the largest part in pipe_write.")
                .doesNotContain("Not drawn:");
        assertThat(site.get("/runs/" + panicked).body()).doesNotContain("chart bars");
    }

    @Test
    void ofManyPhasesThoseWithTheMostInstructionsAreDrawn() {
        SortedMap<ProfileQuery.Phase, BootProfile> phases = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            phases.put(
                    new ProfileQuery.Phase("b" + (char) ('a' + i), ""),
                    new BootProfile("boot", 1, 5, 0, Map.of("f", new FunctionCount(i * 100L, 1))));
        }

        List<ProfileFigure> figures = ProfileFigure.of(new ProfileQuery.OfRun(Optional.empty(), phases));

        assertThat(figures).hasSize(ProfileFigure.MOST);
        assertThat(figures.get(0).caption()).startsWith("bi: 800 instructions");
    }
}
