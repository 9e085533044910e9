package org.kpulse.harness.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.run.TestResult.Outcome;

class TestChangeTest {

    private static TestTally boots(String outcomes) {
        List<Outcome> list = outcomes.isEmpty()
                ? List.of()
                : Arrays.stream(outcomes.split(" ")).map(Outcome::valueOf).toList();
        return TestTally.of(list);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({
        "PASS PASS PASS, FAIL FAIL FAIL, REGRESSION",
        "PASS, FAIL FAIL, REGRESSION",
        "PASS PASS, UNRESOLVED UNRESOLVED, REGRESSION",
        "XFAIL, FAIL FAIL, REGRESSION",
        "PASS PASS, FAIL, SEEN_ONCE",
        "PASS PASS, FAIL SKIP, SEEN_ONCE",
        "PASS PASS PASS, PASS FAIL FAIL, FLAKY",
        "FAIL PASS, FAIL FAIL, FLAKY",
        "PASS FAIL, PASS PASS, FLAKY",
        "XFAIL XFAIL, XPASS XPASS, XPASS",
        "FAIL, XPASS, XPASS",
        "XPASS, XPASS, SAME",
        "FAIL FAIL, PASS, FIXED",
        "FAIL, UNRESOLVED, SAME",
        "PASS, PASS PASS, SAME",
        "PASS, XFAIL, SAME",
        "PASS, '', ONE_SIDED",
        "SKIP, PASS, ONE_SIDED",
        "SKIP, '', SAME"
    })
    void onlyWhatPassedAndFailsInSeveralFreshBootsIsARegression(String base, String candidate, TestChange expected) {
        assertThat(TestChange.of(boots(base), boots(candidate))).isEqualTo(expected);
    }

    @Test
    void theRateCountsBootsThatSaySomething() {
        TestTally tally = boots("PASS FAIL SKIP UNRESOLVED XFAIL");

        assertThat(tally.state()).isEqualTo(TestTally.State.FLAKY);
        assertThat(tally.boots()).isEqualTo(4);
        assertThat(tally.failureRate()).isEqualTo(0.5);
        assertThat(TestTally.NONE.failureRate()).isZero();
    }
}
