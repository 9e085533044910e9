package org.kpulse.harness.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;

class FsystestOutputTest {

    private static final String PASS = line("a/x", "PASS", "");
    private static final String FAIL = line("a/y", "FAIL", ",\"output\":\"expected 3\\u000a\"");

    private static String line(String test, String result, String more) {
        return "{\"test\":\"" + test + "\",\"round\":1,\"result\":\"" + result
                + "\",\"seconds\":0.021,\"expected\":\"PASS\",\"timeout\":false,\"leaked\":0,\"note\":\"why\"" + more
                + "}\n";
    }

    private static String summary(int passed, int failed) {
        return "{\"summary\":{\"tests\":" + (passed + failed) + ",\"rounds\":1,\"PASS\":" + passed + ",\"FAIL\":"
                + failed + ",\"SKIP\":0,\"XFAIL\":0,\"XPASS\":0,\"UNRESOLVED\":0}}\n";
    }

    private static TestOutput read(String output) {
        return FsystestOutput.read("fsystest", output);
    }

    @Test
    void eachTestHasItsResultAndWhatDidNotPassItsOutput() {
        TestOutput output = read(PASS + FAIL + summary(1, 1));

        assertThat(output.complaint()).isEmpty();
        assertThat(output.results())
                .containsExactly(
                        new TestResult("fsystest", "a/x", Outcome.PASS, 0.021, "why", ""),
                        new TestResult("fsystest", "a/y", Outcome.FAIL, 0.021, "why", "expected 3\n"));
    }

    @Test
    void anOutputThatIsCutOffKeepsTheResultsUntilThenAndIsNotTrusted() {
        TestOutput output = read(PASS + FAIL.substring(0, 40));

        assertThat(output.results()).extracting(TestResult::test).containsExactly("a/x");
        assertThat(output.complaint()).hasValueSatisfying(c -> assertThat(c).startsWith("a line is not a result"));
        assertThat(read(PASS).complaint()).contains("it ends after 1 results, without a summary");
        assertThat(read("").complaint()).contains("it ends after 0 results, without a summary");
    }

    @Test
    void aSummaryThatLiesIsNoticed() {
        assertThat(read(PASS + summary(2, 0)).complaint())
                .hasValueSatisfying(c -> assertThat(c).startsWith("the summary does not agree"));
        assertThat(read(FAIL + summary(1, 0)).complaint()).isPresent();
        assertThat(read(PASS + "{\"summary\":{}}\n").complaint()).isPresent();
    }

    @Test
    void aSecondResultOfATestAndWhatFollowsTheSummaryDoNotCount() {
        TestOutput output = read(PASS + line("a/x", "FAIL", "") + summary(1, 0) + FAIL);

        assertThat(output.results()).hasSize(1);
        assertThat(output.results().get(0).outcome()).isEqualTo(Outcome.PASS);
        assertThat(output.complaint()).hasValueSatisfying(c -> assertThat(c).startsWith("a test has two results"));
        assertThat(read(PASS + summary(1, 0) + FAIL).complaint()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fsystest: a test is to be waited for, but there is none",
                "[    3.141592] sysrq: HELP",
                "{\"test\":\"a/x\"}",
                "{\"test\":\"a/x\",\"result\":\"GREAT\",\"seconds\":1}",
                "{\"test\":\"a/x\",\"result\":\"PASS\",\"seconds\":\"1\"}",
                "{\"test\":\"a/x\",\"result\":\"PASS\",\"seconds\":-1}",
                "{\"test\":\"a/x\",\"result\":\"PASS\",\"seconds\":1e400}",
                "{\"test\":\"$(reboot)\",\"result\":\"PASS\",\"seconds\":1}",
                "{\"test\":\"-rf\",\"result\":\"PASS\",\"seconds\":1}",
                "{\"test\":7,\"result\":\"PASS\",\"seconds\":1}",
                "[]",
                "null",
                "7"
            })
    void aLineThatIsNoResultIsAComplaintAndTheOthersStand(String odd) {
        TestOutput output = read(odd + "\n" + PASS + summary(1, 0));

        assertThat(output.complaint()).isPresent();
        assertThat(output.results()).extracting(TestResult::test).containsExactly("a/x");
    }

    @Test
    void longTextsAreShortenedAndTheComplaintIsPrintable() {
        String flood = "begin" + "x".repeat(100_000) + "end";
        TestOutput output = read(
                line("a/x", "FAIL", ",\"output\":\"" + flood + "\"").replace("why", "w".repeat(1000)) + summary(0, 1));

        TestResult result = output.results().get(0);
        assertThat(result.output())
                .hasSize(TestOutput.MOST_OUTPUT)
                .startsWith("begin")
                .endsWith("end");
        assertThat(result.reason()).hasSize(TestOutput.MOST_REASON);
        assertThat(output.complaint()).isEmpty();
        assertThat(read("\u001b[2J\0\ufffd\"quoted\"\n").complaint().orElseThrow())
                .matches("[\\x20-\\x7e]*");
    }

    @Test
    void deepNestingIsAComplaint() {
        assertThat(read("[".repeat(200_000)).complaint()).isPresent();
        assertThat(read("{\"a\":".repeat(100_000)).complaint()).isPresent();
    }

    @Test
    void damagedOutputsNeverStopTheReader() {
        Random random = new Random(7);
        String whole = PASS + FAIL + summary(1, 1);
        for (int i = 0; i < 3000; i++) {
            char[] text = whole.toCharArray();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                text[random.nextInt(text.length)] = (char) random.nextInt(i % 2 == 0 ? 128 : 65536);
            }
            TestOutput output = read(new String(text, 0, random.nextInt(text.length) + 1));
            assertThat(output.results().size()).isLessThanOrEqualTo(3);
        }
    }
}
