package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.config.ConfigKey;
import tools.jackson.databind.JsonNode;

/** Commands that need neither database nor boots. */
class AnswersTest {

    @TempDir
    Path directory;

    @Test
    void jsonIsAllThatIsOnStandardOutput() throws IOException {
        Cli cli = new Cli(directory).withQemu();
        for (String command : List.of(
                "config print",
                "config check",
                "benchmarks list",
                "benchmarks show tbench",
                "benchmarks check",
                "suites list",
                "guest info",
                "machines list")) {
            String[] words = (command + " --json").split(" ", -1);
            Cli.Answer answer = cli.run(words);
            assertThat(answer.code()).as(command + ": " + answer.err()).isZero();
            assertThat(answer.json().isContainer()).as(command).isTrue();
        }
    }

    @Test
    void aKernelIsFetchedOnceAndShown() throws IOException {
        Cli cli = new Cli(directory);
        String ref = cli.kernel("6.12.3-test");

        Cli.Answer before = cli.run("kernels", "show", ref);
        Cli.Answer fetched = cli.run("kernels", "fetch", ref, "--json");

        assertThat(before.code()).isEqualTo(2);
        assertThat(before.err()).contains("kpulse kernels fetch " + ref);
        assertThat(fetched.json().path("release").asString()).isEqualTo("6.12.3-test");
        assertThat(cli.run("kernels", "show", ref, "--json").json()).isEqualTo(fetched.json());
    }

    @Test
    void theConfigurationListsEveryKeyAndWhoSaidIt() {
        Cli cli = new Cli(directory);
        cli.environment.put("KPULSE_RUN_BOOTS", "5");

        String text = cli.run("config", "print").out();
        JsonNode json =
                cli.run("config", "print", "--json", "--set", "run.retries=1").json();

        assertThat(Arrays.stream(ConfigKey.values()).map(ConfigKey::key))
                .allSatisfy(key -> assertThat(text).containsPattern("(?m)^" + key.replace(".", "\\.") + " "))
                .allSatisfy(key -> assertThat(json.has(key)).isTrue());
        assertThat(json.path("run.boots").path("origin").asString()).isEqualTo("KPULSE_RUN_BOOTS");
        assertThat(json.path("run.retries").path("origin").asString()).isEqualTo("command line");
    }

    @Test
    void aBenchmarkIsShownWithItsMetrics() {
        Cli.Answer answer = new Cli(directory).run("benchmarks", "show", "syscall-latency");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("syscall-latency (syscall)", "getppid", "lower");
        assertThat(answer.out().lines()).allMatch(line -> line.length() <= 120);
    }
}
