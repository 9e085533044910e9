package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.kpulse.harness.docs.Pages;
import picocli.CommandLine;

/** Commands that the pages tell a reader to type are commands that there are. They are parsed, not run. */
class DocumentedCommandsTest {

    private static final Pattern INLINE = Pattern.compile("`(?:\\./)?kpulse ([^`\\n]+)`");
    private static final Pattern TYPED = Pattern.compile("(?:^|[;&(] ?|time |sudo )\\./kpulse ([^\\n]*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /** The launcher's own. */
    private static final List<String> NOT_OF_THE_PROGRAM = List.of("test");

    /** Commands that modules add which are not on the class path here; BisectCommandLineTest and WebCommandLineTest parse them. */
    private static final Pattern OF_OTHERS = Pattern.compile("(simulate )?bisect\\b.*|(serve|up|reports|publish)\\b.*");

    @TestFactory
    Stream<DynamicTest> everyCommandOnAPageIsUnderstood() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Pages.Page page : Pages.all()) {
            commands(page)
                    .forEach(command -> tests.add(
                            DynamicTest.dynamicTest(page.name() + ": kpulse " + command, () -> understood(command))));
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests.stream();
    }

    @Test
    void aCommandThatDoesNotExistIsFound() {
        assertThat(commands(new Pages.Page(
                        "x.md", "```sh\n./kpulse fly --high  # really\n```\nand `kpulse run --boots 3`")))
                .containsExactly("run --boots 3", "fly --high");
        assertThatThrownBy(() -> understood("fly --high")).isInstanceOf(CommandLine.ParameterException.class);
    }

    private static void understood(String command) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        CommandLine line = Main.commandLine(new Terminal(nowhere, nowhere, Map.of()));
        if (!line.getSubcommands().containsKey(command)) { // a bare name in a sentence needs no arguments
            line.parseArgs(words(command));
        }
    }

    private static List<String> commands(Pages.Page page) {
        List<String> commands = new ArrayList<>();
        INLINE.matcher(page.text()).results().forEach(found -> commands.add(found.group(1)));
        for (String block : page.blocks("sh")) {
            for (String line : block.split("\n", -1)) {
                Matcher typed = TYPED.matcher(line);
                if (typed.find()) {
                    commands.add(typed.group(1).replaceFirst(" +#.*| +[>&|;].*", ""));
                }
            }
        }
        return commands.stream()
                .map(c -> c.replaceAll("\\[[^]]*]|\\.\\.\\.", "").strip())
                .map(c -> c.replaceAll("\\b(RUN|ID)\\b", "1"))
                .filter(c -> !NOT_OF_THE_PROGRAM.contains(c.split(" ", -1)[0]))
                .filter(c -> !OF_OTHERS.matcher(c).matches())
                .filter(c -> !c.isEmpty())
                .distinct()
                .toList();
    }

    private static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toArray(String[]::new);
    }
}
