package org.kpulse.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> KNOWN = List.of("run.boots", "run.base", "qemu.binary", "run.suite");

    @ParameterizedTest
    @CsvSource({"run.boot, run.boots", "run.bots, run.boots", "qemu.bin, qemu.binary", "rnu.suite, run.suite"})
    void aMistypedWordIsAnsweredWithTheNearestKnownOne(String word, String meant) {
        assertThat(Suggestion.near(word, KNOWN)).contains(meant);
    }

    @Test
    void aWordFarFromAllIsAnsweredWithNothing() {
        assertThat(Suggestion.near("database", KNOWN)).isEmpty();
        assertThat(Suggestion.sentence("database", KNOWN)).isEmpty();
        assertThat(Suggestion.among("database", KNOWN)).isEmpty();
    }

    @Test
    void ofTwoEquallyNearTheFirstByNameIsTaken() {
        assertThat(Suggestion.near("bb", List.of("bc", "ba"))).contains("ba");
    }

    @Test
    void aVeryLongWordCostsNothing() {
        assertThat(Suggestion.near("x".repeat(1 << 20), KNOWN)).isEmpty();
    }

    @Test
    void aSuggestionReadsAsPartOfASentence() {
        assertThat(Suggestion.sentence("run.boot", KNOWN)).isEqualTo(" did you mean \"run.boots\"?");
        assertThat(Suggestion.among("run.boot", KNOWN)).isEqualTo("; did you mean run.boots?");
    }
}
