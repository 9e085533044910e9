package org.kpulse.analysis.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every number here was computed by R; the accuracy asked for is 1e-9 unless the method itself is approximate. */
class ReferenceTest {

    private static final double PERCENT = 1e-7; // 1e-9 relative

    @Test
    void welchAgreesWithR() {
        for (String[] row : Reference.rows("welch.csv")) {
            MeanDifference welch = Welch.of(Moments.of(Reference.list(row[0])), Moments.of(Reference.list(row[1])));
            assertThat(welch.difference()).isCloseTo(number(row[2]), within(1e-12));
            assertThat(welch.standardError()).isCloseTo(number(row[3]), withinPercentage(PERCENT));
            assertThat(welch.degreesOfFreedom()).isCloseTo(number(row[4]), withinPercentage(PERCENT));
            assertThat(welch.p()).isCloseTo(number(row[5]), withinPercentage(PERCENT));
            assertThat(welch.interval(0.95).low()).isCloseTo(number(row[6]), within(1e-9));
            assertThat(welch.interval(0.95).high()).isCloseTo(number(row[7]), within(1e-9));
        }
    }

    @Test
    void quantilesOfStudentsTAgreeWithR() {
        for (String[] row : Reference.rows("student-t.csv")) {
            assertThat(StudentT.quantile(number(row[0]), number(row[1])))
                    .as("t(%s, %s)", row[0], row[1])
                    .isCloseTo(number(row[2]), withinPercentage(PERCENT));
        }
    }

    @Test
    void benjaminiHochbergAgreesWithR() {
        List<String[]> rows = Reference.rows("bh.csv");
        double[] p = rows.stream().mapToDouble(row -> number(row[0])).toArray();
        double[] q = rows.stream().mapToDouble(row -> number(row[1])).toArray();
        assertThat(BenjaminiHochberg.adjust(p)).containsExactly(q, within(1e-14));
    }

    @Test
    void fishersExactTestAgreesWithR() {
        for (String[] row : Reference.rows("fisher.csv")) {
            double p = FisherExact.twoSidedP(count(row[0]), count(row[1]), count(row[2]), count(row[3]));
            assertThat(p).as("%s", (Object) row).isCloseTo(number(row[4]), within(1e-9));
        }
    }

    @Test
    void theDetectableDifferenceIsWithinThreePercentOfTheNoncentralT() {
        for (String[] row : Reference.rows("power.csv")) {
            Moments group = new Moments(count(row[0]), 0, 1);
            assertThat(Welch.of(group, group).detectable(0.05, 0.80))
                    .as("%s a side", row[0])
                    .isCloseTo(number(row[1]), withinPercentage(3));
        }
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }

    private static int count(String cell) {
        return Integer.parseInt(cell);
    }
}
