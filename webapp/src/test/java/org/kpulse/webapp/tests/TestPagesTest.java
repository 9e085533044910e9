package org.kpulse.webapp.tests;

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
import org.kpulse.harness.run.TestResult;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

class TestPagesTest {

    @TempDir
    static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        History history = new History(site.database(), "qemu-time", Platform.Kind.TIME);
        long job = history.job(history.kernel(History.HOSTILE));
        history.save(
                new RunSlot(job, 0, 0, 1), Optional.empty(), List.of(), List.of(of("a/y", false), of("a.json", true)));
        history.save(new RunSlot(job, 1, 0, 2), Optional.empty(), List.of(), List.of(of("a/y", true)));
        history.save(
                new RunSlot(job, 2, 0, 3),
                Optional.of(new InfraFault(InfraFault.Kind.OUTPUT_UNPARSABLE, "lies")),
                List.of(),
                List.of(of("a/y", false), of("a/ours", false)));
    }

    private static TestResult of(String test, boolean passed) {
        return new TestResult(
                "fsystest",
                test,
                passed ? TestResult.Outcome.PASS : TestResult.Outcome.FAIL,
                0.25,
                passed ? "" : "<script>alert(1)</script>\u202e",
                "");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void aTestsHistoryCountsBootsByKernel() {
        JsonNode row = site.json("/tests/fsystest/a/y.json").get("rows").get(0);

        assertThat(row.get("state").asString()).isEqualTo("FLAKY");
        assertThat(row.get("failed").asInt()).isEqualTo(1);
        assertThat(row.get("boots").asInt()).isEqualTo(2);
        assertThat(site.get("/tests/fsystest/a/y").body())
                .contains("It failed in at least one boot on 1 of 1", "FLAKY", "href=\"/tests/fsystest/a/y.csv\"");
        assertThat(site.get("/tests/fsystest/a/y.csv").body()).startsWith("kernel,platform,state,failed,boots");
    }

    @Test
    void aTestWhoseNameEndsLikeAFileHasItsPage() {
        assertThat(site.get("/tests/fsystest/a.json").body()).startsWith("<!DOCTYPE html>");
        assertThat(site.json("/tests/fsystest/a.json.json").get("rows").size()).isEqualTo(1);
    }

    @Test
    void whatOnlyRanInARunThatFailedByAFaultOfOursIsUnknown() {
        assertThat(site.get("/tests/fsystest/a/ours").statusCode()).isEqualTo(404);
        assertThat(site.get("/tests/fsystest/a/no.json").statusCode()).isEqualTo(404);
        assertThat(site.get("/tests/other/a/y").statusCode()).isEqualTo(404);
    }

    @Test
    void allTestsAreListedWithTheLatestResultAndThoseThatFailAlone() {
        assertThat(site.json("/tests.json").get("rows").size()).isEqualTo(2);
        assertThat(site.json("/tests.json?show=failing").get("rows").size()).isZero();
        assertThat(site.get("/tests").body()).contains("0 of 2 tests failed");
        assertThat(site.json("/tests.json?set=other").get("rows").size()).isZero();
    }

    @Test
    void namesAndReasonsAreShownAsTextWithNothingHidden() {
        for (String path : new String[] {"/tests", "/tests/fsystest/a/y"}) {
            assertThat(site.get(path).body())
                    .as(path)
                    .doesNotContain("<script>alert", "\u202e", "\u001b")
                    .contains("&lt;script&gt;");
        }
    }

    @Test
    void aParameterThatMakesNoSenseIsNamed() {
        assertThat(site.get("/tests?show=x").statusCode()).isEqualTo(400);
        assertThat(site.get("/tests?show=x").body()).contains("Parameter &quot;show&quot;");
    }
}
