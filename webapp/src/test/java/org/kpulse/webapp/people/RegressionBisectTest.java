package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.ComparisonStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;

/** From a regression's page to a stored bisection, on a real repository. */
class RegressionBisectTest {

    @TempDir
    Path home;

    private long kernel(Database database, String revision) {
        String ref = "git:" + home.resolve("tree") + "#" + revision;
        return new KernelStore(database)
                .save(new Kernel(
                        ref,
                        "6.1.0",
                        Architecture.X86_64,
                        Path.of("/nowhere"),
                        Sha256.ofText(ref),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static void called(Database database, long base, long candidate) {
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        long benchmark = benchmarks.save(new BenchmarkRow(
                "syscall-latency",
                "a".repeat(64),
                List.of(new BenchmarkRow.MetricRow("getppid", "s", Direction.LOWER_IS_BETTER))));
        long platform = new PlatformStore(database)
                .save(new Platform(
                        "qemu-instructions", Platform.Kind.INSTRUCTIONS, Architecture.X86_64, "tcg", 1, 512, "Q"));
        long experiment = new ExperimentStore(database)
                .create(
                        new ExperimentStore.NewExperiment(
                                base, candidate, benchmarks.saveSuite("smoke", List.of(benchmark)), "{}"),
                        List.of());
        ComparisonRow.Side side = new ComparisonRow.Side(1, OptionalDouble.of(1), 2, 2);
        ComparisonRow.Metric metric = new ComparisonRow.Metric(
                database.read(jdbc ->
                        jdbc.sql("SELECT id FROM metric").query(Long.class).single()),
                side,
                side,
                OptionalDouble.of(9),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "REGRESSION");
        new ComparisonStore(database)
                .save(new ComparisonRow(
                        Optional.of(experiment), platform, base, candidate, "test", Optional.empty(), List.of(metric)));
    }

    @Test
    void anOperatorBeginsOneBisectionHoweverOftenTheyAsk() throws IOException, InterruptedException {
        TinyTree tree = new TinyTree(home.resolve("tree"));
        String good = tree.commit("one");
        tree.commit("two");
        String bad = tree.commit("three");
        try (Site site = Site.open(home)) {
            called(site.database(), kernel(site.database(), good), kernel(site.database(), bad));
            Visitor ann = Visitor.operator(site, "ann");

            HttpResponse<String> begun = bisect(site, ann);
            HttpResponse<String> again = bisect(site, ann);

            assertThat(Visitor.leads(begun)).isEqualTo("/regressions/1");
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.body()).contains("a bisection of it exists");
            assertThat(site.get("/regressions/1").body())
                    .contains("Regression 1: bisecting", "href=\"/bisections/1\"", "syscall-latency/getppid");
            assertThat(site.json("/bisections.json").get("rows").size()).isEqualTo(1);
            assertThat(new Audit(site.database()).newest(10))
                    .anyMatch(e -> e.action().equals("regression.bisect")
                            && e.subject().equals("1: bisection 1"));
        }
    }

    @Test
    void aRegressionIsMeasuredAgainOnceAtATime() throws IOException, InterruptedException {
        TinyTree tree = new TinyTree(home.resolve("tree"));
        String good = tree.commit("one");
        String bad = tree.commit("two");
        try (Site site = Site.open(home)) {
            called(site.database(), kernel(site.database(), good), kernel(site.database(), bad));
            Visitor ann = Visitor.operator(site, "ann");
            Map<String, String> seen = Map.of(
                    "version",
                    String.valueOf(
                            site.json("/regressions/1.json").get("version").asInt()));

            HttpResponse<String> asked = ann.post("/regressions/1", "/regressions/1/again", seen);
            HttpResponse<String> twice = ann.post("/regressions/1", "/regressions/1/again", seen);

            assertThat(Visitor.leads(asked)).isEqualTo("/queue");
            assertThat(twice.statusCode()).isEqualTo(409);
            assertThat(twice.body()).contains("already, by request 1");
            assertThat(site.json("/queue/open.json").get("rows").size()).isEqualTo(1);

            ann.post("/queue", "/queue/cancel", Map.of("request", "1"));
            assertThat(Visitor.leads(ann.post("/regressions/1", "/regressions/1/again", seen)))
                    .isEqualTo("/queue");
        }
    }

    @Test
    void theListOfRegressionsGoesOnWhereItsCursorSays() throws IOException, InterruptedException {
        TinyTree tree = new TinyTree(home.resolve("tree"));
        String good = tree.commit("one");
        String bad = tree.commit("two");
        String worse = tree.commit("three");
        try (Site site = Site.open(home)) {
            long base = kernel(site.database(), good);
            called(site.database(), base, kernel(site.database(), bad));
            called(site.database(), base, kernel(site.database(), worse));

            JsonNode first = site.json("/api/v1/regressions?limit=1");
            JsonNode second = site.json("/api/v1/regressions?state=all&limit=1&cursor="
                    + first.get("next").asString());

            assertThat(first.get("items").get(0).get("id").asLong()).isEqualTo(2);
            assertThat(second.get("items").get(0).get("id").asLong()).isEqualTo(1);
            assertThat(second.get("next").isNull()).isTrue();
            assertThat(site.json("/api/v1/regressions?state=closed")
                            .get("items")
                            .size())
                    .isZero();
            assertThat(site.json("/api/v1/regressions?state=odd").get("code").asString())
                    .isEqualTo("bad-parameter");
        }
    }

    private static HttpResponse<String> bisect(Site site, Visitor who) {
        String version =
                String.valueOf(site.json("/regressions/1.json").get("version").asInt());
        return who.post("/regressions/1", "/regressions/1/bisect", Map.of("version", version));
    }
}
