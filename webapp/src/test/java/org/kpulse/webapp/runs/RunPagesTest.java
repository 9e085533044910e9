package org.kpulse.webapp.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import tools.jackson.databind.JsonNode;

/** Runs, and the kernel that they ran. */
class RunPagesTest {

    private static final String DETAIL = "<b>the disk</b> is full";

    @TempDir
    static Path home;

    private static Site site;
    private static long base;
    private static long candidate;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        Stored stored = new Stored(site.database());
        base = stored.kernel("debian:1", 'a');
        candidate = stored.kernel(Stored.HOSTILE, 'b');
        stored.experiment(base, candidate, 1.2);
        stored.failed(stored.begun(base, candidate), 0, new InfraFault(InfraFault.Kind.EMULATOR_CRASH, DETAIL));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static long run(String query) {
        return site.json("/runs.json?" + query).get("rows").get(0).get("id").asLong();
    }

    @Test
    void runsAreListedByKernelPlatformAndState() {
        String kernel = "kernel=" + URLEncoder.encode(Stored.HOSTILE, StandardCharsets.UTF_8);

        assertThat(site.json("/runs.json").get("rows")).hasSize(7);
        assertThat(site.json("/runs.json?" + kernel).get("rows")).hasSize(3);
        assertThat(site.json("/runs.json?state=INFRA_FAILED").get("rows")).hasSize(1);
        assertThat(site.json("/runs.json?platform=no-such").get("rows")).isEmpty();
        assertThat(site.get("/runs?" + kernel).body())
                .contains("/runs.json?" + kernel)
                .doesNotContain("<script>");
    }

    @Test
    void aStateThatThereIsNotIsNamed() {
        HttpResponse<String> answer = site.get("/runs?state=ODD");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Parameter &quot;state&quot;");
    }

    @Test
    void aRunShowsWhereItCameFromAndEverySample() {
        long run = run("kernel=debian:1&state=FINISHED");

        String page = site.get("/runs/" + run).body();
        JsonNode samples = site.json("/runs/" + run + "/samples.json").get("rows");

        assertThat(page).contains("QEMU 7.2 on Xeon", "c".repeat(64), "d".repeat(64), "hackbench");
        assertThat(samples).hasSize(3);
        assertThat(samples.get(0).get("n").asInt()).isEqualTo(3);
        assertThat(samples.get(0).get("values").asString().split(" ")).hasSize(3);
        assertThat(site.get("/runs/" + run + "/samples.csv").body()).startsWith("benchmark,metric,mean,unit,n,values");
    }

    @Test
    void aRunThatFailedSaysWhyInWordsThatDoNoHarm() {
        String page = site.get("/runs/" + run("state=INFRA_FAILED")).body();

        assertThat(page)
                .contains("EMULATOR_CRASH: &lt;b&gt;the disk&lt;/b&gt; is full", "last line")
                .doesNotContain("<b>the");
    }

    @Test
    void aKernelShowsWhatItWasComparedWithAndItsRuns() {
        HttpResponse<String> page = site.get("/kernels/" + candidate);
        JsonNode compared = site.json("/kernels/" + candidate + "/comparisons.json")
                .get("rows")
                .get(0);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("/compare?base=" + base + "&amp;candidate=" + candidate, "/runs/")
                .doesNotContain("<script>", "\u202e");
        assertThat(compared.get("regressions").asInt()).isEqualTo(1);
        assertThat(compared.get("base").asString()).isEqualTo("debian:1");
        assertThat(site.get("/kernels/" + candidate + "/comparisons.csv").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsSaidToBe() {
        assertThat(site.get("/runs/424242").body()).contains("There is no run 424242.");
        assertThat(site.get("/runs/424242/samples.json").statusCode()).isEqualTo(404);
        assertThat(site.get("/kernels/424242").body()).contains("There is no kernel 424242.");
        assertThat(site.get("/tests/set/no/such").body()).contains("No run has results of the test");
        assertThat(site.get("/tests").body()).contains("There is none yet.");
    }

    @Test
    void everyLinkOfThesePagesLeadsSomewhere() {
        for (String from : new String[] {"/", "/runs", "/kernels", "/kernels/" + candidate, "/tests", "/bisections"}) {
            java.util.regex.Matcher links = java.util.regex.Pattern.compile("href=\"(/[^\"#]*)")
                    .matcher(site.get(from).body());
            while (links.find()) {
                String link = links.group(1).replace("&amp;", "&");
                assertThat(site.get(link).statusCode()).as(from + " -> " + link).isEqualTo(200);
            }
        }
    }
}
