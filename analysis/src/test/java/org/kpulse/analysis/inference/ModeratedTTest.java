package org.kpulse.analysis.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class ModeratedTTest {

    private static final double PERCENT = 1e-7;

    @Test
    void tAndPAgreeWithLimma() {
        for (String[] row : Reference.rows("ebayes.csv")) {
            double difference = Double.parseDouble(row[0]);
            double sd = Math.sqrt(Double.parseDouble(row[1]));
            VariancePrior prior = new VariancePrior(Double.parseDouble(row[3]), Double.parseDouble(row[4]));

            MeanDifference test = ModeratedT.of(new Moments(3, 0, sd), new Moments(3, difference, sd), prior);

            assertThat(test.degreesOfFreedom()).isCloseTo(Double.parseDouble(row[6]), withinPercentage(PERCENT));
            assertThat(test.difference() / test.standardError())
                    .isCloseTo(Double.parseDouble(row[7]), withinPercentage(PERCENT));
            assertThat(test.p()).isCloseTo(Double.parseDouble(row[8]), withinPercentage(PERCENT));
        }
    }

    @Test
    void anUnknownPriorLeavesStudentsT() {
        Moments base = new Moments(4, 1, 0.2);
        Moments candidate = new Moments(6, 1.3, 0.1);

        MeanDifference student = ModeratedT.of(base, candidate, VariancePrior.NONE);

        assertThat(student.degreesOfFreedom()).isEqualTo(8);
        assertThat(student.standardError())
                .isCloseTo(Math.sqrt((3 * 0.04 + 5 * 0.01) / 8 * (1 / 4.0 + 1 / 6.0)), within(1e-15));
    }

    @Test
    void oneBootASideIsTestedByThePriorAloneAndByNothingWithoutIt() {
        Moments base = new Moments(1, 1, 0);
        Moments candidate = new Moments(1, 1.3, 0);

        assertThat(ModeratedT.of(base, candidate, new VariancePrior(0.01, 20)).degreesOfFreedom())
                .isEqualTo(20);
        assertThatThrownBy(() -> ModeratedT.of(base, candidate, VariancePrior.NONE))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("needs replicates or a prior");
    }
}
