package org.kpulse.harness.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kpulse.harness.run.TestResult.Outcome;

class ExitCodesTest {

    @ParameterizedTest
    @CsvSource({
        "KSELFTEST, 0 PASS, 1 FAIL, 2 XFAIL, 3 XPASS, 4 SKIP, 77 FAIL, 255 FAIL",
        "LTP, 0 PASS, 1 FAIL, 2 UNRESOLVED, 4 UNRESOLVED, 32 SKIP, 33 FAIL, 34 UNRESOLVED",
        "AUTOMAKE, 0 PASS, 1 FAIL, 77 SKIP, 99 UNRESOLVED, 2 FAIL, 4 FAIL, 32 FAIL"
    })
    void theSameNumberMeansWhatItsSuiteMeans(
            ExitCodes codes, String a, String b, String c, String d, String e, String f, String g) {
        for (String expected : new String[] {a, b, c, d, e, f, g}) {
            String[] words = expected.split(" ", -1);
            assertThat(codes.status(Integer.parseInt(words[0]))).as(expected).isEqualTo(Outcome.valueOf(words[1]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasKilledLateOrNotStartedToldNothing(ExitCodes codes) {
        for (int code : new int[] {124, 126, 127, 137, 139, -1}) {
            assertThat(codes.status(code)).as("" + code).isEqualTo(Outcome.UNRESOLVED);
            assertThat(ExitCodes.why(code)).isNotEmpty();
        }
        assertThat(codes.status(134)).as("its own assertion").isEqualTo(Outcome.FAIL);
    }
}
