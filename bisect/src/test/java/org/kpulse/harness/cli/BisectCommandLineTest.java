package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of module bisect within the one command line; in the package of {@link Main}, which opens it to nobody else. */
class BisectCommandLineTest {

    private static final Path HELP = Path.of("src/test/resources/org/kpulse/bisect/cli/help");
    private static final Pattern DOCUMENTED = Pattern.compile("kpulse ((?:simulate )?bisect [^`\\n]*)");

    @TempDir
    Path home;

    /** After a wanted change run Maven with {@code -Dkpulse.golden.update=true} and read the difference. */
    @Test
    void theHelpOfEveryCommandOfThisModuleIsThisText() throws IOException {
        List<String> files = new ArrayList<>();
        for (List<String> words : commands(line(System.out), List.of())) {
            CommandLineRuns.Answer answer =
                    run(Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new));
            assertThat(answer.code()).isZero();
            assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
            Path file = HELP.resolve("kpulse-" + String.join("-", words) + ".txt");
            if (Boolean.getBoolean("kpulse.golden.update")) {
                Files.writeString(file, answer.out());
            }
            assertThat(answer.out()).isEqualTo(Files.readString(file));
            files.add(file.getFileName().toString());
        }
        try (Stream<Path> all = Files.list(HELP)) {
            assertThat(all.map(p -> p.getFileName().toString())).containsExactlyInAnyOrderElementsOf(files);
        }
    }

    @Test
    void everyDocumentedCommandOfThisModuleIsUnderstood() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".md")).toList()) {
                DOCUMENTED.matcher(Files.readString(page)).results().forEach(found -> commands.add(found.group(1)));
            }
        }

        assertThat(commands).hasSizeGreaterThan(3);
        for (String command : commands) {
            line(System.out)
                    .parseArgs(command.replaceFirst(" +[#>&|;].*", "").strip().split(" +", -1));
        }
    }

    @Test
    void theSimulationPrintsOneJsonValue() {
        CommandLineRuns.Answer answer = run(
                "simulate",
                "bisect",
                "--commits",
                "50",
                "--effect",
                "3",
                "--bisections",
                "5",
                "--check-ends",
                "--against",
                "git-repeats",
                "--json");
        JsonNode rows = JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(answer.out());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.get(0).get("search").asString()).isEqualTo("kpulse");
        assertThat(rows.get(0).get("bisections").asInt()).isEqualTo(5);
        assertThat(rows.get(0).get("end_pairs").asDouble()).isPositive();
        assertThat(rows.get(0).get("accuracy").asDouble()).isBetween(0.0, 1.0);
        assertThat(rows.get(1).get("search").asString()).isEqualTo("git-repeats");
    }

    @Test
    void theSimulationPrintsATable() {
        CommandLineRuns.Answer answer =
                run("simulate", "bisect", "--commits", "20", "--rates", "0.1,0.9", "--bisections", "3");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("yes/no", "right %", "3 bisections a row of 20 commits (0 merges), seed 1");
    }

    @Test
    void wrongOptionsGetASentenceAndExitCode2() {
        String[][] wrong = {
            {"--effect", "1", "--noise", "loud"},
            {"--against", "luck"},
            {"--rates", "0.5"},
            {"--rates", "0.5,2"},
            {"--confidence", "1"},
            {"--commits", "0"},
            {"--bisections", "0"},
            {"--graph", "no-such-file"},
            {"--repository", home.toString(), "--good", "v1"},
            {"--build-cost", "-1"},
            {"--claim", "-1", "--effect", "1", "--check-ends"},
            {"--claim", "2", "--rates", "0.1,0.7"},
        };
        for (String[] options : wrong) {
            CommandLineRuns.Answer answer = run(Stream.concat(
                            Stream.of("simulate", "bisect"),
                            Stream.concat(
                                    Arrays.asList(options).contains("--bisections")
                                            ? Stream.empty()
                                            : Stream.of("--bisections", "2"),
                                    Arrays.stream(options)))
                    .toArray(String[]::new));
            assertThat(answer.code())
                    .as(String.join(" ", options) + ": " + answer.err())
                    .isEqualTo(2);
            assertThat(answer.err()).isNotBlank().doesNotContain("Exception");
        }
    }

    private static List<List<String>> commands(CommandLine line, List<String> words) {
        List<List<String>> all = new ArrayList<>();
        if (line.getCommandSpec().userObject().getClass().getName().startsWith("org.kpulse.bisect.")) {
            all.add(words);
        }
        line.getSubcommands()
                .forEach((name, sub) -> all.addAll(commands(
                        sub, Stream.concat(words.stream(), Stream.of(name)).toList())));
        return all;
    }

    private CommandLine line(PrintStream out) {
        return Main.commandLine(new CommandLineRuns(home).terminal(out));
    }

    private CommandLineRuns.Answer run(String... arguments) {
        return new CommandLineRuns(home).run(arguments);
    }
}
