package org.kpulse.webapp.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void whateverIsWrittenFitsAndNothingIsLost() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder words = new StringBuilder();
            for (int w = 0; w < random.nextInt(30) + 1; w++) {
                words.append("ab𝄞".repeat(random.nextInt(60))).append(random.nextBoolean() ? " " : "\n");
            }
            String first = "-".repeat(random.nextInt(60));
            String text = new PlainText()
                    .words(first, " ".repeat(random.nextInt(60)), words.toString())
                    .text();
            assertThat(text.lines()).allMatch(line -> PlainText.columns(line) <= PlainText.WIDTH);
            assertThat(text.replaceAll("\\s", ""))
                    .isEqualTo(first + words.toString().replaceAll("\\s", ""));
        }
    }

    @Test
    void aTextThatIsTooLongIsCutAtALineAndSaysSo() {
        PlainText text = new PlainText();
        for (int i = 0; i < 1000; i++) {
            text.line("x".repeat(50));
        }
        assertThat(text.text())
                .hasSizeLessThanOrEqualTo(Letter.MOST_BODY)
                .endsWith("x\n(cut here; the page has all)\n");
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(PlainText.safe("𝄞".repeat(50), 10)).isEqualTo("𝄞".repeat(7) + "...");
        assertThat(PlainText.safe("a\tb\u00a0c\nd ", 10)).isEqualTo("a b c d");
    }
}
