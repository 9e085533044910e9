package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;

class TestBootTest {

    @ParameterizedTest
    @CsvSource({"PASS, 0", "XFAIL, 0", "XPASS, 0", "FAIL, 1", "UNRESOLVED, 1"})
    void aTestThatFailsOrGivesNoAnswerShowsTheSymptom(Outcome outcome, double value) {
        assertThat(TestBoot.of(result(outcome), 7)).isEqualTo(new ProbeLab.Sample(value, 7));
    }

    @ParameterizedTest
    @CsvSource("SKIP")
    void aSkippedTestSaysNothing(Outcome outcome) {
        assertThat(TestBoot.of(result(outcome), 7))
                .isEqualTo(new ProbeLab.Untestable("Test a/x is skipped: needs root", 7));
    }

    private static TestResult result(Outcome outcome) {
        return new TestResult("fsystest", "a/x", outcome, 1, "needs root", "");
    }
}
