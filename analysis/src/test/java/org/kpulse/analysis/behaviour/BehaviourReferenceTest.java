package org.kpulse.analysis.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.Reference;

/** Every number here was computed by R (cor.test, lm): src/test/r/behaviour.R. */
class BehaviourReferenceTest {

    private static final double PERCENT = 1e-7; // 1e-9 relative

    @Test
    void pearsonAgreesWithR() {
        for (String[] row : Reference.rows("pearson.csv")) {
            Pearson pearson =
                    Pearson.of(Reference.list(row[0]), Reference.list(row[1])).orElseThrow();
            assertThat(pearson.r()).isCloseTo(number(row[2]), within(1e-12));
            assertThat(pearson.p()).isCloseTo(number(row[3]), withinPercentage(PERCENT));
            assertInterval(pearson.interval(0.95), row[4], row[5]);
        }
    }

    @Test
    void spearmanAgreesWithR() {
        for (String[] row : Reference.rows("spearman.csv")) {
            Spearman spearman =
                    Spearman.of(Reference.list(row[0]), Reference.list(row[1])).orElseThrow();
            assertThat(spearman.rho()).isCloseTo(number(row[2]), within(1e-12));
            assertThat(spearman.exact()).isEqualTo(Boolean.parseBoolean(row[4]));
            assertThat(spearman.p()).isCloseTo(number(row[3]), withinPercentage(PERCENT));
            assertInterval(spearman.interval(0.95), row[5], row[6]);
        }
    }

    @Test
    void theCommonSlopeAgreesWithR() {
        for (String[] row : Reference.rows("ancova.csv")) {
            Ancova ancova = Ancova.of(
                            Reference.list(row[0]),
                            Reference.list(row[1]),
                            Reference.list(row[2]),
                            Reference.list(row[3]),
                            1e-12)
                    .orElseThrow();
            assertThat(ancova.difference()).isCloseTo(number(row[4]), within(1e-9));
            assertThat(ancova.standardError()).isCloseTo(number(row[5]), withinPercentage(PERCENT));
            assertThat(ancova.degreesOfFreedom()).isEqualTo(Integer.parseInt(row[6]));
            assertThat(ancova.p()).isCloseTo(number(row[7]), within(1e-9));
            assertThat(ancova.interval(0.95).low()).isCloseTo(number(row[8]), within(1e-9));
            assertThat(ancova.interval(0.95).high()).isCloseTo(number(row[9]), within(1e-9));
            assertThat(ancova.theta()).isCloseTo(number(row[10]), withinPercentage(PERCENT));
            assertThat(ancova.unadjustedError()).isCloseTo(number(row[11]), withinPercentage(PERCENT));
        }
    }

    private static void assertInterval(Optional<Interval> interval, String low, String high) {
        if (low.isEmpty()) {
            assertThat(interval).isEmpty();
        } else {
            assertThat(interval.orElseThrow().low()).isCloseTo(number(low), within(1e-9));
            assertThat(interval.orElseThrow().high()).isCloseTo(number(high), within(1e-9));
        }
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }
}
