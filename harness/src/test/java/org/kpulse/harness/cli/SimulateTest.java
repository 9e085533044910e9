package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SimulateTest {

    @TempDir
    Path directory;

    private Cli.Answer run(String words) {
        return new Cli(directory).run(words.split(" ", -1));
    }

    @Test
    void equalSeedsGiveEqualNumbersAndOthersDoNot() {
        String command = "simulate compare --candidates 20 --noise normal --history 3 --json --seed ";

        assertThat(run(command + 7).out())
                .isEqualTo(run(command + 7).out())
                .isNotEqualTo(run(command + 8).out());
    }

    @Test
    void aLargeRegressionIsFoundAndANoisyOneIsNeverCalledNoChange() {
        JsonNode large = run("simulate compare --candidates 20 --noise normal --change volanomark=-10 --json")
                .json()
                .get(0);
        JsonNode noisy = run("simulate compare --candidates 20 --noise normal --change tbench=-14 --json")
                .json()
                .get(0);

        assertThat(large.path("power").asDouble()).isEqualTo(1);
        assertThat(large.path("changed").asInt()).isEqualTo(20);
        assertThat(noisy.path("power").asDouble()).isLessThan(0.6);
        assertThat(noisy.path("no_change_rate").asDouble()).isZero();
    }

    @Test
    void theTableHasARowForEachShapeAndNumberOfBoots() {
        Cli.Answer answer = run("simulate index --candidates 20 --noise t3,bimodal --boots 3,4 --weights table5");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out().lines().filter(line -> line.startsWith("t3") || line.startsWith("bimodal")))
                .hasSize(4);
        assertThat(answer.out()).contains("20 candidates a row, seed 1");
    }

    @Test
    void aStepOfThreeDeviationsIsFoundAfterTenPoints() {
        JsonNode rows = run("simulate detect --series 10 --points 60 --steps 3 --after 10 --json")
                .json();

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.get(0).path("step").asDouble()).isZero();
        assertThat(rows.get(1).path("power").asDouble()).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare --noise pink | There is no noise \"pink\"; known: normal, t3, lognormal, bimodal, tbench.",
                "compare --change none=-3 | Table 5 has no benchmark \"none\"; it has: Reaim7",
                "compare --change Tbench=-100 | A change must be above -100 percent, not -100.0.",
                "compare --boots 1 --most-boots 0 | a start of at least 2 boots",
                "compare --candidates 0 | --candidates must be at least 1, not 0.",
                "compare --outliers 200 --noise t3 | a share of outliers from 0 to 1",
                "compare --history=-1 | --history must be 0 or more, not -1.",
                "index --weights heavy | There are no weights \"heavy\"; known: rule, table5.",
                "index --boots 1 | An interval needs at least 2 boots a side, not 1.",
                "detect --after 300 | --after must lie between 1 and the number of points, not 300.",
                "detect --correlation 1 | --correlation must lie between -1 and 1, not 1.0."
            })
    void whatCannotBeSimulatedIsRefusedInOneSentence(String words, String sentence) {
        Cli.Answer answer = run("simulate " + words);

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains(sentence);
        assertThat(answer.out()).isEmpty();
    }
}
