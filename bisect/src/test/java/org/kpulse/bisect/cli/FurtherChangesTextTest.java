package org.kpulse.bisect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FurtherChangesTextTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aFurtherChangeIsSaidWithItsSizeItsCommitsAndHowToGoOn() {
        String json = """
                {"further_changes": [{"size": -0.02, "low": -0.03, "high": -0.01, "good": "0123456789abcdef",
                "bad": "fedcba9876543210", "number_of_commits": 7, "commits": [%s]}]}
                """.formatted("{\"revision\": \"aaaaaaaaaaaaaaaa\", \"subject\": \"x\\u001b\"},".repeat(6)
                + "{\"revision\": \"b\", \"subject\": \"y\"}");

        assertThat(FurtherChangesText.lines(JSON.readTree(json)))
                .hasSize(8)
                .startsWith(
                        "-1.98 % (95 % interval -2.96 % to -1.00 %), at one of 7 commits with 95 %:",
                        "  aaaaaaaaaaaa x?")
                .endsWith("  and 2 more", "  go on with: kpulse bisect start --good 0123456789ab --bad fedcba987654");
    }

    @Test
    void withoutOneNothingIsSaid() {
        assertThat(FurtherChangesText.lines(JSON.readTree("{\"answer\": \"culprit\"}")))
                .isEmpty();
    }
}
