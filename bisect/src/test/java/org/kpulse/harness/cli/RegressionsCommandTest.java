package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.Direction;
import org.kpulse.bisect.cli.BisectAfterRun;
import org.kpulse.bisect.graph.GitHistory;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.ComparisonStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a stored regression to a stored bisection, on a real database and a real repository; in the package of {@link Main}. */
class RegressionsCommandTest {

    @TempDir
    Path home;

    @Test
    void aConfirmedRegressionBeginsOneBisectionThatKnowsItsComparisonHoweverOftenItIsAsked() throws IOException {
        String tree = home.resolve("tree").toString();
        try (GitHistory git = new GitHistory(home.resolve("tree"))
                .commit("v1", "README")
                .commit("a", "fs/pipe.c", "v1")
                .commit("b", "fs/pipe.c", "a")) {
            long experiment = experiment("git:" + tree + "#" + git.id("v1"), "git:" + tree + "#" + git.id("b"));

            JsonNode listed = json("bisect", "regressions", "--json");
            assertThat(listed.size()).isEqualTo(1);
            assertThat(listed.get(0).get("metric").asString()).isEqualTo("pipe-self");
            assertThat(listed.get(0).get("worth_a_bisection").asBoolean()).isTrue();

            afterRun(experiment, "off");
            assertThat(json("bisect", "list", "--json").size()).isZero();
            afterRun(experiment, "later");
            afterRun(experiment, "later");
            assertThat(json("bisect", "regressions", String.valueOf(experiment), "--later", "--json")
                            .get(0)
                            .get("reason")
                            .asString())
                    .contains("exists");

            JsonNode bisections = json("bisect", "list", "--json");
            assertThat(bisections.size()).isEqualTo(1);
            assertThat(bisections.get(0).get("bad").asString()).isEqualTo(git.id("b"));
            assertThat(bisections.get(0).get("reported").get(0).asString()).isEqualTo("qemu-instructions");
            try (Database database = open()) {
                assertThat(database.<Long>read(jdbc -> jdbc.sql("SELECT comparison_id FROM bisection")
                                .query(Long.class)
                                .single()))
                        .isPositive();
            }
        }
    }

    @Test
    void theRegressionFollowsItsBisections() throws IOException {
        String tree = home.resolve("tree").toString();
        try (GitHistory git = new GitHistory(home.resolve("tree"))
                .commit("v1", "README")
                .commit("a", "fs/pipe.c", "v1")
                .commit("b", "fs/pipe.c", "a")) {
            experiment("git:" + tree + "#" + git.id("v1"), "git:" + tree + "#" + git.id("b"));
            assertThat(state()).isEqualTo("detected");

            json("bisect", "regressions", "--later", "--json");
            assertThat(state()).isEqualTo("bisecting");
            run("bisect", "abort", "1");
            assertThat(state()).isEqualTo("detected");

            json("bisect", "regressions", "--later", "--json");
            try (Database database = open()) {
                new BisectionStore(database).finish(2, "{\"answer\": \"culprit\"}");
            }
            assertThat(state()).isEqualTo("culprit-known");
            JsonNode shown = json("regressions", "show", "1", "--json");
            assertThat(shown.get("bisection").asLong()).isEqualTo(2);
            assertThat(shown.get("bisections").size()).isEqualTo(2);
        }
    }

    private String state() {
        return json("regressions", "list", "--json").get(0).get("state").asString();
    }

    @Test
    void withoutAComparisonItSaysWhatToDo() {
        assertThat(run("bisect", "regressions").err()).contains("kpulse run");
        assertThat(run("bisect", "regressions", "99").code()).isEqualTo(2);
    }

    private void afterRun(long experiment, String start) {
        Lab lab = new Context(new CommandLineRuns(home).terminal(System.out))
                .lab(
                        new Common(),
                        org.kpulse.harness.config.Config.load(new org.kpulse.harness.config.Config.Sources(
                                home, home, new CommandLineRuns(home).environment(), Map.of("bisect.start", start))));
        try (Workspace workspace = Workspace.take(new StateDirectory(home.resolve("state")), Clock.systemUTC());
                Database database = open()) {
            new BisectAfterRun().after(lab, database, workspace, experiment);
        }
    }

    private Database open() {
        return Database.open(DatabaseSettings.embedded(), new StateDirectory(home.resolve("state")), Progress.silent());
    }

    private long experiment(String base, String candidate) {
        try (Database database = open()) {
            long first = new KernelStore(database).save(kernel(base));
            long second = new KernelStore(database).save(kernel(candidate));
            BenchmarkStore benchmarks = new BenchmarkStore(database);
            long suite = benchmarks.saveSuite(
                    "smoke",
                    List.of(benchmarks.save(new BenchmarkRow(
                            "syscall-latency",
                            "a".repeat(64),
                            Stream.of("pipe-self", "getppid")
                                    .map(m -> new BenchmarkRow.MetricRow(m, "s", Direction.LOWER_IS_BETTER))
                                    .toList()))));
            long platform = new PlatformStore(database)
                    .save(new Platform(
                            "qemu-instructions", Platform.Kind.INSTRUCTIONS, Architecture.X86_64, "tcg", 1, 512, "Q"));
            long experiment = new ExperimentStore(database)
                    .create(
                            new ExperimentStore.NewExperiment(first, second, suite, "{}"),
                            List.of(
                                    new ExperimentStore.NewJob(platform, Role.BASE, 2),
                                    new ExperimentStore.NewJob(platform, Role.CANDIDATE, 2)));
            List<Long> metrics = database.read(jdbc -> jdbc.sql("SELECT id FROM metric ORDER BY name DESC")
                    .query(Long.class)
                    .list());
            new ComparisonStore(database)
                    .save(new ComparisonRow(
                            Optional.of(experiment),
                            platform,
                            first,
                            second,
                            "test",
                            Optional.empty(),
                            List.of(metric(metrics.get(0), 9, "REGRESSION"), metric(metrics.get(1), 0, "NO_CHANGE"))));
            return experiment;
        }
    }

    private static ComparisonRow.Metric metric(long id, double change, String verdict) {
        ComparisonRow.Side side = new ComparisonRow.Side(1, OptionalDouble.of(1), 2, 2);
        return new ComparisonRow.Metric(
                id,
                side,
                side,
                OptionalDouble.of(change),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                verdict);
    }

    private static Kernel kernel(String ref) {
        return new Kernel(
                ref,
                "6.1.0",
                Architecture.X86_64,
                Path.of("/nowhere"),
                Sha256.ofText(ref),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private JsonNode json(String... arguments) {
        CommandLineRuns.Answer answer = run(arguments);
        assertThat(answer.code()).as(answer.err()).isZero();
        return new JsonMapper().readTree(answer.out());
    }

    private CommandLineRuns.Answer run(String... arguments) {
        return new CommandLineRuns(home).run(arguments);
    }
}
