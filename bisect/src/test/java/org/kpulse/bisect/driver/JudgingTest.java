package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.store.CheckRow.Result;
import org.kpulse.bisect.store.DecisionRow;

class JudgingTest {

    private static final VariancePrior QUIET = new VariancePrior(1e-6, 4);

    @Test
    void aChangeLikeThatOfTheEndsIsConfirmedAndNoneIsRefuted() {
        assertThat(Judging.levels(List.of(1.0, 1.001), List.of(1.05, 1.051), 0.05, QUIET)
                        .result())
                .hasValue(Result.CONFIRMED);
        assertThat(Judging.levels(List.of(1.0, 1.001), List.of(1.0, 1.001), 0.05, QUIET)
                        .result())
                .hasValue(Result.REFUTED);
    }

    @Test
    void aSureChangeFarSmallerThanThatOfTheEndsIsNotTheOneThatWasSought() {
        assertThat(Judging.levels(List.of(1.0, 1.0001, 1.0), List.of(1.005, 1.0051, 1.005), 0.05, QUIET)
                        .result())
                .hasValue(Result.REFUTED);
    }

    @Test
    void aChangeTheOtherWayIsRefutedAndAnImprovementIsConfirmedAsOne() {
        assertThat(Judging.levels(List.of(1.05, 1.051), List.of(1.0, 1.001), 0.05, QUIET)
                        .result())
                .hasValue(Result.REFUTED);
        assertThat(Judging.levels(List.of(1.05, 1.051), List.of(1.0, 1.001), -0.05, QUIET)
                        .result())
                .hasValue(Result.CONFIRMED);
    }

    @Test
    void noisyBootsStayOpen() {
        assertThat(Judging.levels(List.of(1.0, 1.1), List.of(1.03, 1.15), 0.05, new VariancePrior(0.01, 2))
                        .result())
                .isEmpty();
    }

    @Test
    void fiveOfFiveAgainstNoneOfFiveConfirmsACrashAndSevenWithoutRefuteIt() {
        List<Double> none = List.of(0.0, 0.0, 0.0, 0.0, 0.0);
        assertThat(Judging.rates(none, List.of(1.0, 1.0, 1.0, 1.0, 1.0), 1).result())
                .hasValue(Result.CONFIRMED);
        assertThat(Judging.rates(none, none, 1).result()).isEmpty();
        List<Double> seven = List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        assertThat(Judging.rates(seven, seven, 1).result()).hasValue(Result.REFUTED);
    }

    @Test
    void ofARangeWithFurtherChangesOnlyItsPartIsExpectedOfTheCulprit() {
        assertThat(Judging.expected(0.05, List.of(decision("{}")))).isEqualTo(0.05);
        assertThat(Judging.expected(0.05, List.of(decision("{}"), decision("{\"share_of_difference\": 0.6}"))))
                .isEqualTo(0.03);
    }

    private static DecisionRow decision(String answer) {
        return new DecisionRow(0, 0, "", 0, 1, 0, List.of(), Optional.of(answer), Instant.EPOCH);
    }
}
