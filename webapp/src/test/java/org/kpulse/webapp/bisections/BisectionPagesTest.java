package org.kpulse.webapp.bisections;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.driver.SearchStates;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Bisection;
import org.kpulse.bisect.search.Decision;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Symptom.BuildEffect;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.CheckRow;
import org.kpulse.bisect.store.CheckStore;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.harness.state.Sha256;
import org.kpulse.webapp.Site;

class BisectionPagesTest {

    private static final int COMMITS = 8;
    private static final String HOSTILE = "<script>alert(1)</script> \"quoted\" & more";

    @TempDir
    static Path home;

    private static Site site;
    private static BisectionStore store;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        store = new BisectionStore(site.database());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static String revision(int number) {
        return Sha256.ofText("commit " + number).substring(0, 40);
    }

    /** A line of commits of which nothing was built yet. */
    private static long begun() {
        List<String> names = IntStream.range(0, COMMITS)
                .mapToObj(BisectionPagesTest::revision)
                .toList();
        int[][] parents =
                IntStream.range(0, COMMITS).mapToObj(i -> new int[] {i - 1}).toArray(int[][]::new);
        return store.create(
                new BisectionRequest(
                        "tree",
                        List.of(revision(-1)),
                        revision(COMMITS - 1),
                        new Wanted.Metric("pipe", "time"),
                        new BisectionRequest.Where(List.of("qemu-time"), List.of()),
                        new BisectionRequest.Terms(0.95, 1, true, OptionalDouble.empty(), OptionalInt.empty())),
                new Candidates(
                        new CommitGraph(names, parents),
                        names.stream().map(n -> 1.0).toList(),
                        names.stream().map(n -> HOSTILE).toList()),
                Map.of("qemu-time", new Beforehand(new Prices(10, 1), VariancePrior.NONE, BuildEffect.NONE)),
                OptionalLong.empty());
    }

    /** Decides, and lets both ends not boot. */
    private static void decide(long id) {
        BisectionRow row = store.find(id).orElseThrow();
        List<ProbeRow> probes = store.probes().list(id);
        Decision decision = Bisection.decide(
                SearchStates.of(row, store.candidates(id), probes, store.beforehand(id, row.platform())));
        store.decide(row, probes.size(), decision, List.of(0, 0), Optional.empty());
        store.probes().list(id).forEach(probe -> store.probes().skipped(probe.id(), HOSTILE, 1, 2));
    }

    @Test
    void whatIsBelievedAndWhatWasDoneIsShownAndAllTextIsEscaped() {
        long id = begun();
        decide(id);

        HttpResponse<String> page = site.get("/bisections/" + id);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "pipe/time in tree", "aria-label=\"Probability along the 8 commits", "skipped: &lt;script&gt;")
                .contains("http-equiv=\"refresh\"")
                .doesNotContain("<script>");
        assertThat(page.body().split("<rect ", -1)).as("a bar a commit").hasSize(COMMITS + 1);
    }

    @Test
    void oneThatHasNotBegunIsShownToo() {
        HttpResponse<String> page = site.get("/bisections/" + begun());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("There is none yet.").doesNotContain("<svg");
    }

    @Test
    void theListAndOneAreThereForPrograms() {
        long id = begun();
        decide(id);

        assertThat(site.json("/bisections.json").get("rows").get(0).get("id").asLong())
                .isEqualTo(id);
        assertThat(site.json("/bisections/" + id + ".json").get("looking_for").asString())
                .isEqualTo("pipe/time");
        assertThat(site.get("/bisections/" + id + "/decisions.csv").body())
                .startsWith("step,best,best_percent,bits_left,why,made\r\n1," + revision(0));
        assertThat(site.get("/bisections/" + id + "/probes.csv").body()).contains("qemu-time,0,\"skipped: <script>");
    }

    @Test
    void everyTableOfOneIsThereForProgramsAndThePageLeadsToIt() {
        long id = begun();
        decide(id);
        new CheckStore(site.database())
                .plan(
                        id,
                        List.of(new CheckRow(
                                0,
                                CheckRow.Kind.PARENT,
                                "qemu-time",
                                new CheckRow.Pair("git:tree#a", "git:tree#b", 0),
                                new CheckRow.Jobs(OptionalLong.empty(), OptionalLong.empty()),
                                Optional.of(CheckRow.Result.NOT_POSSIBLE),
                                HOSTILE)));
        String page = site.get("/bisections/" + id).body();

        for (String table : List.of("checks", "decisions", "probes")) {
            String address = "/bisections/" + id + "/" + table;
            assertThat(page).contains("href=\"" + address + ".json\"", "href=\"" + address + ".csv\"");
            assertThat(site.json(address + ".json").get("rows").size()).isPositive();
            assertThat(site.get(address + ".csv").statusCode()).isEqualTo(200);
        }
        assertThat(site.get("/bisections/" + id + "/checks.csv").body())
                .startsWith("kind,platform,result,detail\r\nparent,qemu-time,not possible,");
        assertThat(page).doesNotContain("<script>");
        assertThat(site.get("/bisections/" + id + "/none.json").statusCode()).isEqualTo(404);
        assertThat(site.get("/bisections/424242/checks.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void oneThatIsNotThereSaysSo() {
        assertThat(site.get("/bisections/424242").statusCode()).isEqualTo(404);
        assertThat(site.get("/bisections/424242").body()).contains("There is no bisection 424242.");
        assertThat(site.get("/bisections/99999999999999999999").statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyWhoHasNotSignedInIsOfferedToChangeIt() {
        assertThat(site.get("/bisections/" + begun()).body()).doesNotContain("Abort");
    }
}
