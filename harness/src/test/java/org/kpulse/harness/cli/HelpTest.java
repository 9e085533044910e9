package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.report.Golden;
import org.kpulse.harness.runner.Version;
import picocli.CommandLine;

class HelpTest {

    private static final Path FILES = Path.of("src/test/resources/org/kpulse/harness/cli/help");

    @TempDir
    Path directory;

    @Test
    void theHelpOfEveryCommandIsThisText() throws IOException {
        Cli cli = new Cli(directory);
        List<String> files = new ArrayList<>();
        for (List<String> words : commands(cli)) {
            List<String> arguments = new ArrayList<>(words);
            arguments.add("--help");
            Cli.Answer answer = cli.run(arguments.toArray(String[]::new));
            assertThat(answer.code()).isZero();
            assertThat(answer.err()).isEmpty();
            assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
            String file = String.join(
                            "-",
                            Stream.concat(Stream.of("kpulse"), words.stream()).toList()) + ".txt";
            files.add(file);
            Golden.assertIs("cli/help/" + file, answer.out());
        }
        try (Stream<Path> all = Files.list(FILES)) {
            assertThat(all.map(p -> p.getFileName().toString())).containsExactlyInAnyOrderElementsOf(files);
        }
    }

    private static List<List<String>> commands(Cli cli) {
        List<List<String>> all = new ArrayList<>();
        add(Main.commandLine(cli.terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream())), List.of(), all);
        return all;
    }

    private static void add(CommandLine line, List<String> words, List<List<String>> all) {
        all.add(words);
        line.getSubcommands()
                .forEach((name, sub) ->
                        add(sub, Stream.concat(words.stream(), Stream.of(name)).toList(), all));
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(new Cli(directory).run("--version").out()).isEqualTo("kpulse " + Version.VERSION + "\n");
    }

    @Test
    void theCompletionScriptIsBash() throws IOException, InterruptedException {
        Path script = directory.resolve("completion.sh");
        Files.writeString(script, new Cli(directory).run("completion").out());

        Process bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(bash.waitFor()).as(said).isZero();
        assertThat(Files.readString(script)).contains("kpulse", "--candidate");
    }
}
