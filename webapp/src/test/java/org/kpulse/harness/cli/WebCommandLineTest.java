package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of module webapp within the one command line; in the package of {@link Main}, which opens it to nobody else. */
class WebCommandLineTest {

    private static final Path HELP = Path.of("src/test/resources/org/kpulse/webapp/cli/help");
    private static final List<String> COMMANDS = List.of(
            "serve",
            "up",
            "reports",
            "reports list",
            "reports show",
            "reports draft",
            "reports approve",
            "reports send",
            "reports discard",
            "reports digest",
            "reports kcidb",
            "publish");

    @TempDir
    Path home;

    private record Answer(int code, String out, String err) {}

    private Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of(
                "HOME", home.resolve("home").toString(),
                "KPULSE_HOME", home.resolve("state").toString(),
                "KPULSE_TOP", "..");
        int code = Main.execute(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment),
                arguments);
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** After a wanted change run Maven with {@code -Dkpulse.golden.update=true} and read the difference. */
    @Test
    void theHelpIsThisText() throws IOException {
        for (String command : COMMANDS) {
            Answer answer = run((command + " --help").split(" ", -1));

            assertThat(answer.code()).isZero();
            assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
            Path golden = HELP.resolve("kpulse-" + command.replace(' ', '-') + ".txt");
            if (Boolean.getBoolean("kpulse.golden.update")) {
                Files.writeString(golden, answer.out());
            }
            assertThat(answer.out()).as(command).isEqualTo(Files.readString(golden));
        }
    }

    @Test
    void aPortThatIsNoneIsNamedBeforeADatabaseIsBegun() {
        for (String port : new String[] {"-1", "65536", "http"}) {
            for (String command : new String[] {"serve", "up"}) {
                Answer answer = run(command, "--port", port);
                assertThat(answer.code()).as(port).isEqualTo(2);
                assertThat(answer.err()).contains("port");
                assertThat(home.resolve("state").resolve("postgres")).doesNotExist();
            }
        }
    }

    @Test
    void everyDocumentedCommandIsUnderstood() throws IOException {
        String docs = Files.readString(Path.of("../docs/pages.md"))
                + Files.readString(Path.of("../docs/policies.md"))
                + Files.readString(Path.of("../docs/reports.md"))
                + Files.readString(Path.of("../docs/publishing.md"));
        List<String> commands = Pattern.compile("kpulse ((?:serve|up|reports|publish)\\b[^`\\n]*)")
                .matcher(docs)
                .results()
                .map(found -> found.group(1).replaceFirst(" +#.*", "").strip())
                .toList();

        assertThat(commands).hasSizeGreaterThan(2);
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        for (String command : commands) {
            Main.commandLine(new Terminal(nowhere, nowhere, Map.of())).parseArgs(command.split(" +", -1));
        }
    }
}
