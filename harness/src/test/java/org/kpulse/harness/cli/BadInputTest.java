package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.experiment.Workspace;
import picocli.CommandLine;

/** Each wrong input gives one clear sentence, the right exit code and no partial state. */
class BadInputTest {

    @TempDir
    Path directory;

    private Cli cli;

    @BeforeEach
    void home() throws IOException {
        cli = new Cli(directory).withQemu();
    }

    /** One sentence on standard error, nothing on standard output. */
    private Cli.Answer refused(int code, String... arguments) {
        Cli.Answer answer = cli.run(arguments);
        assertThat(answer.code()).as(answer.err()).isEqualTo(code);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines().filter(l -> l.startsWith("kpulse: "))).hasSize(1);
        assertThat(answer.err()).doesNotContain("Exception", "\tat ");
        return answer;
    }

    private void nothingStarted() {
        assertThat(directory.resolve("state/postgres")).doesNotExist();
        assertThat(directory.resolve("state/machines.lock")).doesNotExist();
    }

    @Test
    void anUnknownCommandIsSuggestedTheNearest() {
        assertThat(refused(2, "rns", "list").err())
                .isEqualTo("kpulse: unknown command \"rns\"; did you mean runs?\nHelp: kpulse --help\n");
    }

    @Test
    void anUnknownOptionIsSuggestedTheNearest() {
        assertThat(refused(2, "run", "--bots", "3").err())
                .isEqualTo("kpulse: unknown option --bots; did you mean --boots?\nHelp: kpulse run --help\n");
    }

    @Test
    void anArgumentTooMuchIsNamed() {
        assertThat(refused(2, "index", "all").err()).startsWith("kpulse: unexpected argument \"all\"");
    }

    @Test
    void aGroupAloneNamesItsCommands() {
        assertThat(refused(2, "runs").err()).contains("kpulse runs needs one of: list, show, log");
        assertThat(refused(2).err()).contains("a command is needed");
        assertThat(refused(2, "compare").err()).contains("BASE", "CANDIDATE");
    }

    @Test
    void anUnknownSuiteIsRefusedBeforeAnythingStarts() throws IOException {
        assertThat(refused(2, "run", "--suite", "smke", "--base", cli.kernel("6.1.0"))
                        .err())
                .contains("smke", "smoke");
        nothingStarted();
    }

    @Test
    void anUnknownKernelIsRefusedBeforeAnythingStarts() throws IOException {
        String good = cli.kernel("6.1.0");
        assertThat(refused(2, "run", "--base", "foo:1", "--candidate", good).err())
                .contains("foo:1", "debian:");
        assertThat(refused(2, "run", "--base", good, "--candidate", "image:/nowhere/x")
                        .err())
                .contains("there is no file /nowhere/x");
        nothingStarted();
    }

    @Test
    void anUnknownPlatformIsRefusedAndTheKnownAreNamed() {
        assertThat(refused(2, "run", "--platform", "qemu-tim").err())
                .contains("\"qemu-tim\"", "qemu-time", "qemu-instructions");
        nothingStarted();
    }

    @Test
    void anUnknownBenchmarkIsRefused() {
        assertThat(refused(2, "benchmarks", "show", "syscall-latenc").err()).contains("syscall-latency");
    }

    @Test
    void wrongNumbersOfBootsAreRefused() {
        assertThat(refused(2, "run", "--boots", "0").err()).contains("run.boots", "1 to 1000", "\"0\"");
        assertThat(refused(2, "run", "--boots", "x").err()).contains("run.boots", "\"x\"");
        nothingStarted();
    }

    @Test
    void anUnknownKeyIsSuggestedTheNearest() {
        assertThat(refused(2, "config", "check", "--set", "run.bots=3").err()).contains("run.bots", "run.boots");
    }

    @Test
    void aBrokenConfigurationFileIsNamedWithItsLine() throws IOException {
        Path file = directory.resolve("home/.config/kpulse/config.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "run:\n  boots: 3\n  bots: 4\n");
        assertThat(refused(2, "config", "check").err()).contains("config.yaml:3", "run.bots");
        Files.writeString(file, "run: [\n");
        assertThat(refused(2, "config", "print").err()).contains("config.yaml");
    }

    @Test
    void aBrokenRecipeIsNamedWithItsLine() throws IOException {
        Path recipe = directory.resolve("top/benchmarks/broken/benchmark.yaml");
        Files.createDirectories(recipe.getParent());
        Files.writeString(recipe, "name: [\n");
        Files.copy(Path.of("../benchmarks/suites.yaml"), directory.resolve("top/benchmarks/suites.yaml"));
        cli.environment.put("KPULSE_TOP", directory.resolve("top").toString());
        assertThat(refused(2, "benchmarks", "list").err()).contains("broken/benchmark.yaml");
        Cli.Answer check = cli.run("benchmarks", "check");
        assertThat(check.code()).isEqualTo(2);
        assertThat(check.out()).contains("broken/benchmark.yaml:");
    }

    @Test
    void aDatabaseThatIsAwayIsNamedAfterThePatienceIsOver() {
        cli.environment.put("KPULSE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/nowhere?password=secret");
        cli.environment.put("KPULSE_DATABASE_PATIENCE_SECONDS", "0");
        assertThat(refused(3, "runs", "list").err())
                .contains("127.0.0.1:1/nowhere")
                .doesNotContain("secret");
    }

    @Test
    void aHostWithoutQemuIsToldWhatToInstall() throws IOException {
        cli.environment.put("KPULSE_QEMU_BINARY", "/nowhere/qemu");
        String kernel = cli.kernel("6.1.0");
        assertThat(refused(3, "run", "--base", kernel, "--candidate", kernel).err())
                .contains("apt-get install qemu-system-x86");
        nothingStarted();
    }

    @Test
    void aSecondRunNamesTheFirst() throws IOException {
        String kernel = cli.kernel("6.1.0");
        Workspace first = Workspace.take(cli.state(), Clock.systemUTC());
        try {
            assertThat(refused(3, "run", "--base", kernel, "--candidate", kernel)
                            .err())
                    .contains("process " + ProcessHandle.current().pid() + " since ");
        } finally {
            first.close();
        }
        assertThat(directory.resolve("state/postgres")).doesNotExist();
    }

    @Test
    void aFileWhereTheStateDirectoryShouldBeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        cli.environment.put("KPULSE_HOME", file.toString());
        assertThat(refused(3, "runs", "list").err()).contains(file.toString());
        String kernel = cli.kernel("6.1.0");
        assertThat(refused(3, "run", "--base", kernel, "--candidate", kernel).err())
                .contains(file.toString());
    }

    @Test
    void wrongLimitsAndFormatsAreRefused() {
        assertThat(refused(2, "runs", "list", "--limit", "0").err()).contains("--limit must be 1 or more, not 0");
        assertThat(refused(2, "runs", "list", "--limit=-3").err()).contains("not -3");
        assertThat(refused(2, "runs", "show", "first").err()).contains("'first' is not a long");
        assertThat(refused(2, "export", "--format", "xml").err()).contains("xml", "CSV");
        assertThat(refused(2, "compare", "a", "b", "--metric", "m").err()).isNotEmpty();
    }

    @CommandLine.Command(name = "boom")
    private static final class Boom implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("boom");
        }
    }

    @Test
    void anInternalErrorIsOneLineAndItsStackTraceIsInAFile() throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = cli.terminal(new ByteArrayOutputStream(), err);
        CommandLine line = Main.commandLine(terminal).addSubcommand(new Boom());
        line.setExecutionExceptionHandler(new Failures(terminal));

        assertThat(line.execute("boom")).isEqualTo(70);

        Path log = directory.resolve("state/logs/internal-errors.log");
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(
                        "kpulse: internal error: java.lang.IllegalStateException: boom; please report it with the end of "
                                + log + "\n");
        assertThat(Files.readString(log)).contains("IllegalStateException: boom", "\tat ");
    }
}
