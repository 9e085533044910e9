package org.kpulse.harness.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Platform.Kind;
import org.kpulse.harness.process.Subprocess;

class BenchmarkCatalogTest {

    private final BenchmarkCatalog catalog = BenchmarkCatalog.load(Samples.BENCHMARKS);

    @Test
    void theRecipesThatComeWithKpulseAreFreeOfMistakes() {
        assertThat(BenchmarkCatalog.check(Samples.BENCHMARKS)).isEmpty();
    }

    @Test
    void theSmokeSuiteHasEveryBenchmark() {
        assertThat(catalog.suites().find("smoke").plan(Kind.TIME))
                .extracting(each -> each.benchmark().name())
                .containsExactlyInAnyOrderElementsOf(catalog.list().stream()
                        .filter(each -> !each.isTestSet())
                        .map(Benchmark::name)
                        .toList());
    }

    @Test
    void theTestSetHasTheTestsOfItsCatalogueAndNoHelpers() {
        TestSet tests = catalog.find("fsystest").tests();

        assertThat(tests).isNotNull();
        assertThat(tests.names().orElseThrow())
                .contains("signals/peeksiginfo", "frysk2595/ptrace_after_exec")
                .doesNotContain("exec/exec-64-32-64.m32")
                .allMatch(TestSet::isName)
                .hasSizeGreaterThan(100);
    }

    @Test
    void aForeignSetIsRunByKpulsesOwnRunner() {
        Benchmark kselftest = catalog.find("kselftest");

        assertThat(kselftest.tests())
                .isEqualTo(new TestSet(
                        new TestSource.Kselftest("debian", List.of("ptrace", "timers", "futex", "proc")),
                        TestFormat.KTAP,
                        180,
                        Map.of(
                                "proc/fd-003-kthread",
                                "it looks for a kernel thread, and the process namespace that keeps programs apart"
                                        + " hides them")));
        assertThat(PlannedBenchmark.of(kselftest, Kind.TIME, Map.of("test", "proc/read"))
                        .steps()
                        .command())
                .isEqualTo("/kpulse/bin/run-programs /kpulse/bin/kselftest 180 proc/read");
        assertThat(kselftest.tests().names()).isEmpty();
    }

    @Test
    void aSuiteMayChangeParametersAndIterations() {
        PlannedBenchmark planned = catalog.suites().find("full").plan(Kind.TIME).stream()
                .filter(each -> each.benchmark().name().equals("perf-syscall-basic"))
                .findFirst()
                .orElseThrow();

        assertThat(planned.iterations()).isEqualTo(5);
        assertThat(planned.steps().command()).isEqualTo("perf bench syscall basic -l 10000000");
    }

    @Test
    void aSuiteNamesThePackagesOfItsProgramsOnce() {
        assertThat(catalog.suites().find("smoke").packages())
                .containsExactly("dbench", "fio", "linux-perf", "rt-tests", "stress-ng", "sysbench");
    }

    @Test
    void anUnknownBenchmarkIsAnsweredWithASuggestionAndAllKnownOnes() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> catalog.find("dbench-tmpf"))
                .withMessageStartingWith(
                        "Unknown benchmark \"dbench-tmpf\"; did you mean \"dbench-tmpfs\"? known: dbench-ext4, ");
    }

    @Test
    void anUnknownSuiteOrMetricIsAnsweredLikewise() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> catalog.suites().find("smok"))
                .withMessage(
                        "Unknown suite \"smok\"; did you mean \"smoke\"? known: smoke, full, tests, kselftest, boot.");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> catalog.find("tbench").metric("speed"))
                .withMessage("Unknown metric \"speed\" of benchmark tbench; known: rate.");
    }

    @Test
    void metricNamesOfABenchmarkAreUnique() {
        for (Benchmark each : catalog.list()) {
            Set<String> names =
                    new HashSet<>(each.metrics().stream().map(MetricSpec::name).toList());
            assertThat(names).hasSameSizeAs(each.metrics());
        }
    }

    @Test
    void theHashFollowsEveryFileOfARecipeButItsFixtures(@TempDir Path directory) throws IOException {
        RecipeFolder folder = new RecipeFolder(directory);
        Files.writeString(folder.recipe(), "a: 1\n");
        Files.createDirectories(directory.resolve("fixtures"));
        String first = folder.contentSha256();

        Files.writeString(directory.resolve("fixtures/x.txt"), "output");
        assertThat(folder.contentSha256()).isEqualTo(first);

        Files.writeString(directory.resolve("lat.c"), "int x;\n");
        String second = folder.contentSha256();
        assertThat(second).isNotEqualTo(first);

        Files.writeString(directory.resolve("lat.c"), "int y;\n");
        assertThat(folder.contentSha256()).isNotIn(first, second);
    }

    @Test
    void aFolderWithoutARecipeIsAMistake(@TempDir Path directory) throws IOException {
        Path benchmarks = Files.createDirectory(directory.resolve("benchmarks"));
        Files.createDirectory(benchmarks.resolve("misnamed"));
        Files.writeString(benchmarks.resolve("suites.yaml"), "suites: {a: {description: d, benchmarks: [misnamed]}}\n");

        assertThat(BenchmarkCatalog.check(benchmarks))
                .extracting(RecipeError::toString)
                .containsExactly("benchmarks/misnamed: has no benchmark.yaml, which every folder here needs");
    }

    @Test
    void ourOwnProgramsCompileWithoutAWarningAndPrintEveryMetric(@TempDir Path directory) {
        for (Benchmark each : catalog.list()) {
            if (each.source() == null) {
                continue;
            }
            String program = directory.resolve(each.name()).toString();
            Subprocess.of(
                            Duration.ofSeconds(60),
                            "gcc",
                            "-O2",
                            "-static",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-o",
                            program,
                            each.source().toString())
                    .runOrThrow();
            String command = PlannedBenchmark.of(each, Kind.TIME, Map.of())
                    .steps()
                    .command()
                    .replace("/kpulse/bin/" + each.name(), program);
            String output = Subprocess.of(Duration.ofSeconds(60), "sh", "-eu", "-c", command)
                    .runOrThrow()
                    .out();

            assertThat(Samples.values(Samples.parser().parse(each, output)).keySet())
                    .isEqualTo(each.metrics().stream().map(MetricSpec::name).collect(Collectors.toSet()));
        }
    }

    @Test
    void everyShellLineIsValidShell() {
        for (Suite suite : catalog.suites().list()) {
            for (PlannedBenchmark each : suite.plan(Kind.TIME)) {
                for (String lines : List.of(
                        each.steps().setup(),
                        each.steps().command(),
                        each.steps().teardown())) {
                    Subprocess.of(Duration.ofSeconds(10), "sh", "-n", "-c", lines)
                            .runOrThrow();
                }
            }
        }
    }
}
