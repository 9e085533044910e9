package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.kpulse.harness.benchmark.BenchmarkCatalog;
import tools.jackson.databind.JsonNode;

/** The whole smoke suite, as a user runs it; minutes, so only {@code ./kpulse test --full} does. */
@EnabledIfSystemProperty(named = "kpulse.full", matches = "true")
class SmokeFullTest {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private static CommandLine kpulse;

    @BeforeAll
    static void anEmptyDatabase() {
        kpulse = CommandLine.fresh("cli-smoke").withTop(TOP);
    }

    @Test
    void everyBenchmarkParsesOnBothPlatforms() {
        CommandLine.Ended run = against("qemu-time,qemu-instructions", "1");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
        Set<String> wanted = new TreeSet<>();
        BenchmarkCatalog.load(TOP.resolve("benchmarks"))
                .suites()
                .find("smoke")
                .entries()
                .forEach(e -> wanted.add(e.benchmark().name()));
        assertThat(run.json().path("platforms")).hasSize(2);
        for (JsonNode platform : run.json().path("platforms")) {
            assertThat(platform.path("runs"))
                    .allMatch(r -> r.path("state").asString().equalsIgnoreCase("finished"));
            Set<String> measured = new TreeSet<>();
            platform.path("metrics")
                    .forEach(m -> measured.add(m.path("benchmark").asString()));
            assertThat(measured).isEqualTo(wanted);
        }
    }

    @Test
    void theInstructionsPlatformIsDeterministicForTheWholeSuite() {
        CommandLine.Ended check = kpulse.run("machines", "check", "--determinism", "--json");

        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(check.json().path("deterministic").asBoolean()).isTrue();
    }

    @Test
    void aKernelAgainstItselfIsNeitherBetterNorWorse() {
        CommandLine.Ended run = against("qemu-instructions", "3");

        assertThat(run.exitCode()).as(run.err()).isIn(0, 4);
        List<String> verdicts =
                run.json().path("platforms").path(0).path("metrics").findValuesAsString("verdict");
        assertThat(verdicts).isNotEmpty().doesNotContain("REGRESSION", "IMPROVEMENT");
    }

    private static CommandLine.Ended against(String platforms, String boots) {
        return kpulse.run(
                "run",
                "--base",
                "debian:latest",
                "--candidate",
                "debian:latest",
                "--platform",
                platforms,
                "--boots",
                boots,
                "--json");
    }
}
