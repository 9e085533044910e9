package org.kpulse.harness.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.benchmark.TestFormat;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;

/** {@code guest/run-programs.sh} on this machine, with programs that behave badly. Needs the right to make namespaces. */
class RunProgramsTest {

    private static final String RUNNER =
            Path.of("src/main/resources/guest/run-programs.sh").toAbsolutePath().toString();
    private static final int LONG = 60;

    @TempDir
    private Path home;

    private Path programs;

    @BeforeAll
    static void namespaces() {
        assumeTrue(
                Subprocess.of(Duration.ofSeconds(30), "unshare", "--mount", "--pid", "--fork", "--mount-proc", "true")
                                .run()
                                .exitCode()
                        == 0,
                "only root makes namespaces here");
    }

    @BeforeEach
    void folder() throws IOException {
        programs = Files.createDirectories(home.resolve("programs"));
    }

    private void program(String name, String script) throws IOException {
        Path file = programs.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Subprocess.Result run(int limit, String... test) {
        List<String> command = new java.util.ArrayList<>(List.of(
                "sh", "-c", "exec \"$@\" 2>&1", "sh", "sh", RUNNER, programs.toString(), Integer.toString(limit)));
        command.addAll(List.of(test));
        return Subprocess.of(Duration.ofMinutes(2), command.toArray(String[]::new))
                .run();
    }

    private Map<String, TestResult> results(int limit, String... test) {
        Subprocess.Result ran = run(limit, test);
        TestOutput output = ProgramsOutput.read("set", TestFormat.KTAP, ran.out());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(output.complaint()).as(ran.out()).isEmpty();
        return output.results().stream().collect(Collectors.toMap(TestResult::test, Function.identity()));
    }

    private static Outcome outcome(Map<String, TestResult> results, String test) {
        assertThat(results).containsKey(test);
        return results.get(test).outcome();
    }

    @Test
    void whatNeverEndsIsStoppedAndTheNextProgramRuns() throws IOException {
        program("1-flood", "yes 'ok 1 x # exit=0 time=0s'");
        program("2-zeros", "cat /dev/zero");
        program("3-forks", "while :; do sleep 1000 & done");
        program("4-stops", "kill -STOP $PPID; kill -STOP 0; kill -STOP -1; sleep 1000");
        program("5-leaves", "trap '' TERM HUP INT; setsid sleep 1000 & sleep 1000");
        program("6-next", "true");
        program("7-lines", "yes ''");

        Map<String, TestResult> results = results(1);

        for (String endless : List.of("1-flood", "2-zeros", "3-forks", "4-stops", "5-leaves", "7-lines")) {
            assertThat(outcome(results, endless)).as(endless).isEqualTo(Outcome.UNRESOLVED);
            assertThat(results.get(endless).reason()).contains("not done within its time limit");
        }
        assertThat(results).as("it ran").containsKey("6-next");
        assertThat(results.get("1-flood").output()).contains("more lines are not kept");
    }

    @Test
    void noProgramHarmsItsRunnerOrTheNext() throws IOException {
        program("1-kills", "kill -KILL $PPID 1; kill -TERM 0; exit 0");
        program("2-missing", "no-such-program-anywhere");
        program("3-lies", "printf '1..5\\nok 1 a\\nok 9 6-next # exit=0 time=0.1s\\nBail out! all is well'");
        program("4-binary", "head -c 20000 /dev/urandom; exit 1");
        program("5-crashes", "kill -SEGV $$");
        program("6-next", "echo 'ok 1 fine'; echo 1..1");

        Map<String, TestResult> results = results(LONG);

        assertThat(outcome(results, "2-missing")).isEqualTo(Outcome.UNRESOLVED);
        assertThat(results.get("2-missing").reason()).contains("not found");
        assertThat(outcome(results, "3-lies")).isEqualTo(Outcome.UNRESOLVED);
        assertThat(outcome(results, "3-lies/test-2")).isEqualTo(Outcome.UNRESOLVED);
        assertThat(outcome(results, "4-binary")).isEqualTo(Outcome.FAIL);
        assertThat(results.get("5-crashes").reason()).contains("killed by signal 11");
        assertThat(outcome(results, "6-next")).isEqualTo(Outcome.PASS);
        assertThat(outcome(results, "6-next/fine")).isEqualTo(Outcome.PASS);
    }

    @Test
    void whatIsLeftBehindIsKilledAndSaid() throws IOException {
        Path pipe = home.resolve("pipe");
        Subprocess.of(Duration.ofSeconds(30), "mkfifo", pipe.toString()).runOrThrow();
        program(
                "leaves",
                "setsid sh -c 'exec 3<>" + pipe + "; echo ready >&3; sleep 1000' & " + "exec 3<>" + pipe
                        + "; read -r word <&3; exit 1");

        assertThat(results(LONG).get("leaves").reason()).matches(".*left behind and that were killed: [1-9].*");
    }

    @Test
    void whatIsNotRunHasItsReason() throws IOException {
        program("collection/a", "exit 4");
        program("collection/b", "true");
        Files.writeString(programs.resolve("list"), "collection/a\ncollection/b\n");
        Files.writeString(
                programs.resolve("skip"), "collection/b it is slow\ncollection/c could not be built: c.c:1: error\n");

        Map<String, TestResult> results = results(LONG);

        assertThat(results.values())
                .allMatch(each -> each.outcome() == Outcome.SKIP)
                .hasSize(3);
        assertThat(results.get("collection/b").reason()).isEqualTo("it is slow");
        assertThat(results.get("collection/c").reason()).isEqualTo("could not be built: c.c:1: error");
    }

    @Test
    void oneTestAloneRunsItsProgramOnly() throws IOException {
        program("a", "printf '1..1\\nok 1 part\\n'");
        program("ab", "true");

        assertThat(results(LONG, "a").keySet()).containsExactlyInAnyOrder("a", "a/part");
        assertThat(results(LONG, "a/part").keySet()).containsExactlyInAnyOrder("a", "a/part");
        Subprocess.Result none = run(LONG, "b");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.lastLine()).isEqualTo("Bail out! there is no test b");
    }
}
