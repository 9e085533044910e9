package org.kpulse.webapp.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

class CompareTest {

    private static final String OLD = "debian:6.1.0";

    @TempDir
    static Path home;

    private static Site site;
    private static String empty;
    private static long base;
    private static long candidate;
    private static long same;
    private static long alone;

    @BeforeAll
    static void store() {
        site = Site.open(home);
        empty = site.get("/compare").body();
        Stored stored = new Stored(site.database());
        base = stored.kernel(OLD, '1');
        candidate = stored.kernel(Stored.HOSTILE, '2');
        same = stored.kernel("debian:6.1.1", '3');
        alone = stored.kernel("debian:6.1.2", '4');
        stored.experiment(base, candidate, 1.2);
        stored.experiment(base, same, 1);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static String pair(long candidate) {
        return "base=" + base + "&candidate=" + candidate;
    }

    private static String ok(String path) {
        HttpResponse<String> answer = site.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void withoutKernelsThePageAsksForThem() {
        assertThat(empty).contains("No kernel was run yet", "name=\"base\"");
        assertThat(ok("/compare?base=" + OLD))
                .contains("value=\"" + OLD + "\"", "<datalist", "value=\"debian:6.1.1\"")
                .doesNotContain("6.1.2"); // was never run
    }

    @Test
    void whatDidNotChangeIsLeftOutUnlessAskedForAndTheMostSignificantComesFirst() {
        String page = ok("/compare?" + pair(candidate));

        assertThat(page)
                .contains(
                        "3 metrics compared, 1 significant (1 REGRESSION, 0 IMPROVEMENT); 1 NO_CHANGE, 1 INCONCLUSIVE")
                .contains("+20.0 %", "Show also the 1 that did not change");
        assertThat(site.json("/compare.json?" + pair(candidate))
                        .get("rows")
                        .valueStream()
                        .map(r -> r.get("metric").asString()))
                .containsExactly("time", "noisy");
        assertThat(ok("/compare?all=1&" + pair(candidate))).contains("Show only what is not NO_CHANGE");
    }

    @Test
    void nothingSignificantIsSaidWithWhatCouldHaveBeenSeen() {
        assertThat(ok("/compare?" + pair(same)))
                .containsPattern("3 metrics compared, 0 significant; .*smallest detectable change [0-9.]+ %");
    }

    @Test
    void intervalsAreDrawnWithTheirNumbersInWords() {
        assertThat(ok("/compare?" + pair(candidate)))
                .containsPattern(
                        "<svg class=\"chart interval regression\" [^>]*role=\"img\" aria-label=\"\\+20.0 %, 95 % interval from \\+[0-9.]+ % to \\+[0-9.]+ %\"");
    }

    @Test
    void hostileNamesComeOutAsText() {
        String page = ok("/compare?all=1&open=hackbench/time&" + pair(candidate));

        assertThat(page).doesNotContain("<script>").doesNotContain("s<i>").contains("&lt;script&gt;", "s&lt;i&gt;");
        assertThat(page.substring(page.indexOf("</form>")))
                .doesNotContain("\u202e")
                .contains("[U+202E]");
        String named =
                ok("/compare?base=" + OLD + "&candidate=" + URLEncoder.encode(Stored.HOSTILE, StandardCharsets.UTF_8));
        assertThat(named).contains("1 significant").doesNotContain("<script>");
    }

    @Test
    void anOpenRowShowsEveryBootOfBothKernelsDrawnAndAsATable() {
        String page = ok("/compare?open=hackbench/time&" + pair(candidate));

        assertThat(page)
                .contains("chart dots", "role=\"img\" aria-label=\"Samples of each boot", "Samples of hackbench/time");
        assertThat(page.split("<circle class=\"base\"", -1)).hasSize(1 + 18); // of both experiments
        assertThat(page.split("<rect class=\"candidate\"", -1)).hasSize(1 + 9);
        JsonNode rows = site.json("/compare/samples.json?open=hackbench/time&" + pair(candidate))
                .get("rows");
        assertThat(rows.size()).isEqualTo(9);
        assertThat(rows.get(0).get("samples").get(1).asDouble()).isEqualTo(2 * 0.9995 * 1.0001);
    }

    @Test
    void tablesAreTheSameForPrograms() {
        JsonNode rows = site.json("/compare.json?all=1&" + pair(candidate)).get("rows");

        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(0).get("metric").asString()).isEqualTo("time");
        assertThat(rows.get(0).get("verdict").asString()).isEqualTo("REGRESSION");
        assertThat(rows.get(0).get("ci_low_percent").asDouble()).isBetween(18.0, 20.0);
        assertThat(ok("/compare.csv?" + pair(candidate))).startsWith("platform,benchmark,metric,base_mean");
        assertThat(ok("/compare/index.csv?" + pair(candidate))).contains("hackbench,time");
    }

    @Test
    void theIndexSaysWhoMovedIt() {
        assertThat(ok("/compare?" + pair(candidate)))
                .containsPattern("Index [0-9.]+, 95 % interval [0-9.]+ to [0-9.]+ \\(6.1.0 = 100, higher is better\\)")
                .contains("Who moved the index most");
    }

    @Test
    void everyLinkOfTheViewKeepsTheWholeStateInTheAddress() {
        assertThat(ok("/compare?all=1&platform=qemu-time&" + pair(candidate)))
                .contains("/compare?" + pair(candidate).replace("&", "&amp;")
                        + "&amp;platform=qemu-time&amp;all=1&amp;open=hackbench%2Ftime#open-1");
    }

    @Test
    void unknownNamesAreToldByTheirName() {
        for (String query : new String[] {
            "base=debian:9.9&candidate=" + candidate,
            "base=987654&candidate=" + candidate,
            pair(candidate) + "&platform=no-such",
            pair(candidate) + "&open=hackbench/none"
        }) {
            assertThat(site.get("/compare?" + query).statusCode()).as(query).isEqualTo(404);
        }
        assertThat(site.get("/compare?base=debian:9.9&candidate=1").body()).contains("debian:9.9");
        assertThat(site.get("/compare?base=%3Cscript%3E&candidate=1").body())
                .contains("No kernel &quot;&lt;script&gt;&quot; was run");
    }

    @Test
    void malformedParametersAreNamed() {
        String kernels = "&" + pair(candidate);
        for (String[] each : new String[][] {
            {"platform", "platform=Not%20One" + kernels},
            {"all", "all=yes" + kernels},
            {"open", "open=time" + kernels},
            {"base", "base=a%00b&candidate=1"},
            {"base", "base=" + "x".repeat(501) + "&candidate=1"}
        }) {
            HttpResponse<String> answer = site.get("/compare?" + each[1]);
            assertThat(answer.statusCode()).as(each[1]).isEqualTo(400);
            assertThat(answer.body()).contains("Parameter &quot;" + each[0] + "&quot;");
        }
        assertThat(site.json("/compare.json?base=1").get("detail").asString()).contains("candidate");
    }

    @Test
    void aKernelIsNotComparedWithItself() {
        HttpResponse<String> answer = site.get("/compare?" + pair(base));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("not compared with itself");
    }

    @Test
    void kernelsThatNeverMetAreSaidSo() {
        assertThat(ok("/compare?" + pair(alone))).contains("No metric was measured on both kernels on any platform");
    }
}
