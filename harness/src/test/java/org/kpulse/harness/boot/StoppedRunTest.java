package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** {@code kpulse run} that is ended from outside leaves nothing behind, and nothing is lost. */
class StoppedRunTest {

    private static final String[] AGAINST_ITSELF = {
        "run", "--base", "debian:latest", "--candidate", "debian:latest", "--platform", "qemu-time", "--boots", "1"
    };

    private static CommandLine kpulse;

    @BeforeAll
    static void anEmptyDatabase() {
        kpulse = CommandLine.fresh("cli");
    }

    @Test
    void afterCtrlCNothingIsLeftButTheWayToGoOn() {
        CommandLine.Running run = kpulse.start(of("wait"));
        kpulse.benchmark("fault-wait");

        Processes.signal("INT", -run.process().pid());

        stopped(run.end(), 130);
    }

    @Test
    @EnabledIfSystemProperty(named = "kpulse.full", matches = "true")
    void afterSigtermNothingIsLeftButTheWayToGoOn() {
        CommandLine.Running run = kpulse.start(of("wait"));
        kpulse.benchmark("fault-wait");

        Processes.signal("TERM", run.process().pid());

        stopped(run.end(), 143);
    }

    private static void stopped(CommandLine.Ended ended, int exitCode) {
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
        assertThat(ended.err()).contains("kpulse run --resume").doesNotContain("the kernel failed");
        assertThat(Processes.naming(kpulse.home().toString())).isEmpty();
        assertThat(kpulse.logs("scratch.raw")).isEmpty();

        CommandLine.Ended list = kpulse.run("runs", "list", "--json");

        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.json()).noneMatch(r -> !r.path("state").asString().equals("FINISHED"));
        assertThat(Processes.naming(kpulse.home().toString())).isEmpty();
    }

    @Test
    void afterKillEveryStoredRunIsWholeAndResumeRepeatsNone() throws IOException {
        CommandLine.Running run = kpulse.start(of("short"));
        Await.until("a stored run", () -> Await.text(run.err()).contains("boot 1 of 2"));
        kpulse.benchmark("tiny-ext4");

        run.process().destroyForcibly();

        run.end();
        Await.until(
                "QEMU's end", () -> Processes.naming(kpulse.home() + "/runs").isEmpty());
        Map<Long, String> before = runs();
        assertThat(before).isNotEmpty();

        CommandLine.Ended resumed = kpulse.run(with(of("short"), "--resume", "--json"));

        assertThat(resumed.exitCode()).as(resumed.err()).isIn(0, 4);
        Map<Long, String> after = runs();
        assertThat(after).containsAllEntriesOf(before);
        assertThat(after.values().stream().filter(v -> v.contains("FINISHED"))).hasSize(2);
        Map<Long, Integer> samples = new TreeMap<>();
        for (String line : kpulse.run("export").out().lines().skip(1).toList()) {
            samples.merge(Long.valueOf(line.substring(0, line.indexOf(','))), 1, Integer::sum);
        }
        assertThat(samples.values()).hasSize(2).allMatch(n -> n == 3);
        assertThat(kpulse.logs("scratch.raw")).isEmpty();
        try (Stream<Path> temporary = Files.list(kpulse.home().resolve("tmp"))) {
            assertThat(temporary).isEmpty();
        }
        assertThat(Processes.naming(kpulse.home().toString())).isEmpty();

        CommandLine.Ended again = kpulse.run(with(of("short"), "--resume"));

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("no unfinished run");
    }

    /** State and start of each stored run. */
    private static Map<Long, String> runs() {
        Map<Long, String> runs = new TreeMap<>();
        for (JsonNode each : kpulse.run("runs", "list", "--json").json()) {
            runs.put(
                    each.path("id").asLong(),
                    each.path("state").asString() + " " + each.path("started").asString());
        }
        return runs;
    }

    private static String[] of(String suite) {
        return with(AGAINST_ITSELF, "--suite", suite);
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
