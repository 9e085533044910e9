package org.kpulse.webapp.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.fault.UsageException;

/** After a wanted change run Maven with {@code -Dkpulse.golden.update=true} and read the difference. */
class RegressionLetterTest {

    private static final Path GOLDEN = Path.of("src/test/resources/org/kpulse/webapp/letter");

    private static void assertGolden(String name, Letter letter) {
        String text = "Subject: " + letter.subject() + "\n\n" + letter.body();
        Path golden = GOLDEN.resolve(name);
        try {
            if (Boolean.getBoolean("kpulse.golden.update")) {
                Files.createDirectories(GOLDEN);
                Files.writeString(golden, text);
            }
            assertThat(text).isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCulpritIsReportedInTheFormOfTheKernelTestRobot() {
        Letter letter = RegressionLetter.of(Example.culprit());

        assertThat(letter.subject())
                .isEqualTo("[linus/master] [file: convert to SLAB_TYPESAFE_BY_RCU] 0ede61d858ab: hackbench.time +12.3%"
                        + " regression");
        assertThat(letter.body())
                .contains("Kpulse noticed a +12.3% regression of hackbench.time on:\n\ncommit: 0ede61d858abcdef");
        assertGolden("culprit.txt", letter);
    }

    @Test
    void twoPackagedKernelsAreReportedWithoutACommit() {
        assertGolden("packaged.txt", RegressionLetter.of(Example.packaged()));
    }

    @Test
    void whatStrangersWroteNeitherAddsALineNorHidesAnything() {
        Letter letter = RegressionLetter.of(Example.hostile());

        assertThat(letter.subject()).doesNotContain("\r", "\n", "\u202e", "\0");
        assertThat(letter.body().lines())
                .allMatch(line -> line.codePointCount(0, line.length()) <= 78)
                .noneMatch(line -> line.startsWith("Bcc:") || line.startsWith("Signed-off-by:"));
        assertThat(letter.body()).contains("[U+202E]").doesNotContain("\r", "\u202e", "\0", "\u2028");
        assertGolden("hostile.txt", letter);
    }

    @Test
    void aLetterThatCouldNotBeReadOrForgesAHeaderIsNone() {
        assertThatThrownBy(() -> new Letter("a\nBcc: b@c.d", "x")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new Letter("", "x")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new Letter("s", " \n ")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new Letter("s", "ok\n" + "x".repeat(79)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Line 2 of the text has 79 characters");
        assertThatThrownBy(() -> new Letter("s", "ok\n\u202e")).hasMessageContaining("Line 2");
        assertThatThrownBy(() -> new Letter("s", "x\n".repeat(20_000))).isInstanceOf(UsageException.class);
        assertThat(new Letter("s", "a\r\nb").body()).isEqualTo("a\nb\n");
    }
}
