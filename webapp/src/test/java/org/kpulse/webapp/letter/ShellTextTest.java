package org.kpulse.webapp.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTextTest {

    /** The words that a real shell makes of the lines. */
    private static List<String> read(List<String> lines) throws IOException, InterruptedException {
        String script =
                "say() { for word; do printf '%s\\0' \"$word\"; done; }\nsay " + String.join("\n", lines) + "\n";
        Process shell = new ProcessBuilder("/bin/sh", "-c", script).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return List.of(said.split("\0", -1)).subList(0, said.split("\0", -1).length - 1);
    }

    @Test
    void aShellReadsTheWordsThatWereWrittenWhateverIsInThem() throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "kpulse",
                "run",
                "--base",
                "git:linus#v6.12",
                "it's $(reboot) `id` \"x\" \\ ; & | * ? ~ #",
                "'".repeat(90),
                "",
                " "));
        words.add("git:https://example.org/" + "a/".repeat(90));
        words.add("ä€𝄞".repeat(60));

        List<String> lines = ShellText.lines(words);

        assertThat(read(lines)).isEqualTo(words);
        assertThat(lines).allMatch(line -> PlainText.columns(line) <= PlainText.WIDTH);
    }

    @Test
    void whatFitsIsOneLine() {
        assertThat(ShellText.lines(List.of("kpulse", "run", "--boots", "3")))
                .containsExactly("        kpulse run --boots 3");
    }
}
