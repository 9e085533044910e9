package org.kpulse.analysis.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class ConfirmationTest {

    private static final List<Double> LOW = List.of(0.0, 0.01, -0.01, 0.005);
    private static final List<Double> HIGH = List.of(0.05, 0.06, 0.045);

    @Test
    void onlyAChangeInTheSuspectedDirectionIsConfirmed() {
        assertThat(decision(1, LOW, HIGH)).isEqualTo(Confirmation.Decision.CONFIRMED);
        assertThat(decision(-1, LOW, HIGH)).isEqualTo(Confirmation.Decision.NOT_CONFIRMED);
        assertThat(decision(-1, HIGH, LOW)).isEqualTo(Confirmation.Decision.CONFIRMED);
        assertThat(decision(1, LOW, LOW)).isEqualTo(Confirmation.Decision.NOT_CONFIRMED);
    }

    @Test
    void bootsThatAgreeToTheLastBitAreNotInfinitelySure() {
        Confirmation tiny = Confirmation.of(AgainstRTest.suspected(1), List.of(1.0, 1.0), List.of(1.00001, 1.00001));
        assertThat(tiny.decision()).isEqualTo(Confirmation.Decision.NOT_CONFIRMED);
    }

    @Test
    void oneBootConfirmsNothing() {
        assertThatThrownBy(() -> Confirmation.of(AgainstRTest.suspected(1), List.of(1.0), HIGH))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("Finding 1 cannot be confirmed by 1 and 3 boots");
    }

    private static Confirmation.Decision decision(double size, List<Double> before, List<Double> after) {
        return Confirmation.of(AgainstRTest.suspected(size), before, after).decision();
    }
}
