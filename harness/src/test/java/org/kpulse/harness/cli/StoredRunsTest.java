package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.report.Schemas;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.RunStore;
import org.kpulse.harness.store.StoreFixture;
import tools.jackson.databind.JsonNode;

/** Commands that look at what is stored. */
@ExtendWith(PostgresExtension.class)
class StoredRunsTest {

    private static final String BASE = "debian:6.1.0-a";
    private static final String CANDIDATE = "debian:6.1.1-a";

    private final Database database;

    @TempDir
    Path directory;

    private Cli cli;

    StoredRunsTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void runs() {
        cli = new Cli(directory).with(database);
        StoreFixture fixture = StoreFixture.in(database, 'a', 2);
        if (new RunStore(database).ofJob(1).isEmpty()) {
            for (JobStore.JobRow job : fixture.experiment("{}")) {
                for (int boot = 0; boot < 3; boot++) {
                    new RunStore(database).save(fixture.finished(job.id(), boot, 2));
                }
            }
        }
    }

    private String error(int code, String... arguments) {
        Cli.Answer answer = cli.run(arguments);
        assertThat(answer.code()).as(answer.err()).isEqualTo(code);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1);
        return answer.err();
    }

    @Test
    void jsonIsAllThatIsOnStandardOutput() {
        for (String command : List.of(
                "runs list",
                "runs show 1",
                "index --set-baseline " + BASE,
                "index",
                "noise",
                "db url",
                "db migrate",
                "compare " + BASE + " " + CANDIDATE)) {
            Cli.Answer answer = cli.run((command + " --json").split(" ", -1));
            assertThat(answer.json().isContainer())
                    .as(command + ": " + answer.err())
                    .isTrue();
            assertThat(answer.err()).as(command).isEmpty();
        }
    }

    @Test
    void twoKernelsAreComparedOverAllTheirRuns() throws IOException {
        Cli.Answer text = cli.run("compare", "6.1.0-a", "6.1.1-a");
        JsonNode json = cli.run("compare", BASE, CANDIDATE, "--json").json();

        assertThat(text.code()).as("boots differ too much to say anything").isEqualTo(4);
        assertThat(text.out()).contains("base       " + BASE, "qemu-a", "2 metrics compared", "index 100.00");
        assertThat(Schemas.errors("compare.schema.json", json)).isEmpty();
        assertThat(json.at("/platforms/0/index/base").asString()).isEqualTo(BASE);
    }

    @Test
    void onlyWhatIsAskedForIsShown() {
        Cli.Answer answer = cli.run("compare", BASE, CANDIDATE, "--benchmark", "hackbench", "--metric", "m1", "--json");
        assertThat(answer.json().at("/platforms/0/metrics")).hasSize(1);

        assertThat(error(2, "compare", BASE, CANDIDATE, "--benchmark", "nope"))
                .contains("Unknown benchmark \"nope\"", "hackbench");
        assertThat(error(2, "compare", BASE, CANDIDATE, "--benchmark", "hackbench", "--metric", "m9"))
                .contains("Unknown metric \"m9\" of hackbench", "m0, m1");
        assertThat(error(2, "compare", BASE, CANDIDATE, "--metric", "m0")).contains("--metric needs --benchmark");
        assertThat(error(2, "compare", BASE, CANDIDATE, "--platform", "qemu-b"))
                .contains("Unknown platform \"qemu-b\"", "qemu-a");
    }

    @Test
    void anUnknownKernelAndAKernelAgainstItselfAreRefused() {
        assertThat(error(2, "compare", "6.9", CANDIDATE)).contains("No kernel \"6.9\"", BASE);
        assertThat(error(2, "compare", BASE, BASE)).contains("cannot be compared with itself", "kpulse run --base");
        assertThat(error(2, "index", "--set-baseline", "6.9")).contains("No kernel \"6.9\"");
    }

    @Test
    void unknownRunsAndExperimentsAreRefused() {
        assertThat(error(2, "runs", "show", "999")).contains("There is no run 999; see: kpulse runs list");
        assertThat(error(2, "runs", "list", "--experiment", "999")).contains("There is no experiment 999");
        assertThat(error(2, "export", "--experiment", "999")).contains("There is no experiment 999");
        assertThat(error(3, "runs", "log", "1")).contains("is not on this host");
    }

    @Test
    void runsAreListedTheNewestFirstAndCut() {
        Cli.Answer answer = cli.run("runs", "list", "--limit", "2");

        assertThat(answer.out().lines()).hasSize(3);
        assertThat(answer.out()).startsWith("run  started").contains("2026-03-29T01:30:02Z");
        assertThat(cli.run("runs", "list", "--experiment", "1").out().lines()).hasSize(7);
    }

    @Test
    void everySampleIsExportedAndReadsBackTheSame() {
        List<String> csv = cli.run("export", "--format", "csv").out().lines().toList();
        List<String> json = cli.run("export", "--format", "json").out().lines().toList();

        assertThat(csv).hasSize(1 + 2 * 3 * 2 * 2);
        assertThat(csv.get(0)).isEqualTo(SampleLines.HEAD);
        assertThat(csv.get(1)).isEqualTo("1," + BASE + ",qemu-a,hackbench,m0,s,lower,0,42,0,1.0");
        assertThat(json).hasSize(csv.size() - 1);
        assertThat(json.get(0)).startsWith("{\"run\":1,").endsWith("\"iteration\":0,\"value\":1.0}");
    }

    @Test
    void theIndexOfABaselineIsAHundredAndTheOthersHaveAnInterval() {
        Cli.Answer answer = cli.run("index", "--set-baseline", BASE);

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).containsPattern("qemu-a +" + BASE + " +100 +baseline");
        assertThat(answer.out()).containsPattern("qemu-a +" + CANDIDATE + " +100\\.00 +\\[.*] +2\n");
    }

    @Test
    void theNoiseOfAPlatformIsWhatBootsOfOneKernelDifferBy() {
        JsonNode noise = cli.run("noise", "--json").json();

        assertThat(noise.size()).isEqualTo(2);
        assertThat(noise.at("/0/metric").asString()).isEqualTo("m0");
        assertThat(noise.at("/0/boots").asInt()).isEqualTo(6);
        assertThat(noise.at("/0/kernels").asInt()).isEqualTo(2);
        assertThat(noise.at("/0/cv_percent").asDouble()).isBetween(10.0, 14.0);
        assertThat(noise.at("/0/prior_degrees_of_freedom").asDouble()).isPositive();
        assertThat(cli.run("noise").out()).startsWith("qemu-a\n").containsPattern("hackbench +m0 +1[0-4]\\.");
    }
}
