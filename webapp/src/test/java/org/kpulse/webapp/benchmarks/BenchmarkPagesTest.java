package org.kpulse.webapp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.BenchmarkCatalog;
import org.kpulse.webapp.Site;

class BenchmarkPagesTest {

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
    void everyRecipeHasItsPage() {
        for (Benchmark each : BenchmarkCatalog.load(Path.of("..", "benchmarks")).list()) {
            assertThat(site.get("/benchmarks/" + each.name()).statusCode())
                    .as(each.name())
                    .isEqualTo(200);
            assertThat(site.json("/benchmarks/" + each.name() + "/metrics.json")
                            .get("rows")
                            .size())
                    .isEqualTo(each.metrics().size());
        }
    }

    @Test
    void theListHasAllOfThem() {
        int all = BenchmarkCatalog.load(Path.of("..", "benchmarks")).list().size();

        assertThat(site.json("/benchmarks.json").get("rows").size()).isEqualTo(all);
        assertThat(site.get("/benchmarks.csv").body()).startsWith("benchmark,subsystem,metrics,measures\r\n");
    }

    @Test
    void aPageSaysTheCommandAndTheHash() {
        Benchmark first =
                BenchmarkCatalog.load(Path.of("..", "benchmarks")).list().get(0);

        assertThat(site.get("/benchmarks/" + first.name()).body())
                .contains(first.recipeSha256(), "<h2>Command</h2>", "<pre>");
    }

    @Test
    void aBenchmarkThatIsNotThereIsNotFound() {
        assertThat(site.get("/benchmarks/no").statusCode()).isEqualTo(404);
        assertThat(site.get("/benchmarks/..%2f..").statusCode()).isIn(400, 404);
        assertThat(site.get("/benchmarks/no/metrics.json").statusCode()).isEqualTo(404);
    }
}
