package org.kpulse.analysis.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

/** limma computed the numbers: src/test/r/moderation.R. */
class ModeratedVarianceTest {

    private static final double PERCENT = 1e-7; // 1e-9 relative

    @Test
    void digammaAndTrigammaAgreeWithR() {
        for (String[] row : Reference.rows("polygamma.csv")) {
            double x = number(row[0]);
            assertThat(Polygamma.digamma(x)).isCloseTo(number(row[1]), within(1e-13 * Math.max(1, 1 / x)));
            assertThat(Polygamma.trigamma(x)).isCloseTo(number(row[2]), withinPercentage(1e-11));
            assertThat(Polygamma.logMinusDigamma(x))
                    .isCloseTo(Math.log(x) - number(row[1]), within(1e-13 * Math.max(10, 1 / x)));
        }
    }

    @Test
    void theInverseOfTrigammaAgreesWithLimma() {
        for (String[] row : Reference.rows("trigamma-inverse.csv")) {
            assertThat(Polygamma.trigammaInverse(number(row[0]))).isCloseTo(number(row[1]), withinPercentage(PERCENT));
        }
    }

    @Test
    void thePriorAgreesWithLimmaAlsoWhereItsDegreesOfFreedomAreInfinite() {
        int infinite = 0;
        for (String[] row : Reference.rows("squeeze.csv")) {
            FDistributionFit fit = FDistributionFit.of(Reference.list(row[0]), Reference.list(row[1]));
            assertThat(fit.scale()).isCloseTo(number(row[2]), withinPercentage(PERCENT));
            if (number(row[3]) == Double.POSITIVE_INFINITY) {
                infinite++;
                assertThat(fit.degreesOfFreedom()).isInfinite();
            } else {
                assertThat(fit.degreesOfFreedom()).isCloseTo(number(row[3]), withinPercentage(PERCENT));
            }
        }
        assertThat(infinite).isPositive();
    }

    @Test
    void moderatedVariancesAgreeWithLimma() {
        for (String[] row : Reference.rows("squeeze.csv")) {
            double[] variances = Reference.list(row[0]);
            double[] degrees = Reference.list(row[1]);
            double[] posterior = Reference.list(row[4]);
            VariancePrior prior = FDistributionFit.of(variances, degrees).prior();
            for (int i = 0; i < variances.length; i++) {
                ModeratedVariance joined = prior.posterior(variances[i], degrees[i]);
                assertThat(joined.variance()).isCloseTo(posterior[i], withinPercentage(PERCENT));
                assertThat(joined.degreesOfFreedom()).isEqualTo(prior.degreesOfFreedom() + degrees[i]);
            }
        }
    }

    @Test
    void moderatedTestsAgreeWithLimma() {
        List<String[]> rows = Reference.rows("ebayes.csv");
        double[] variances = rows.stream().mapToDouble(row -> number(row[1])).toArray();
        double[] degrees = rows.stream().mapToDouble(row -> number(row[2])).toArray();
        VariancePrior prior = FDistributionFit.of(variances, degrees).prior();
        for (String[] row : rows) {
            assertThat(prior.variance()).isCloseTo(number(row[3]), withinPercentage(PERCENT));
            assertThat(prior.degreesOfFreedom()).isCloseTo(number(row[4]), withinPercentage(PERCENT));
            ModeratedVariance joined = prior.posterior(number(row[1]), number(row[2]));
            assertThat(joined.degreesOfFreedom()).isCloseTo(number(row[6]), withinPercentage(PERCENT));
            double t = number(row[0]) / (joined.sd() * Math.sqrt(2.0 / 3));
            assertThat(t).isCloseTo(number(row[7]), withinPercentage(PERCENT));
            assertThat(StudentT.twoSidedP(t, joined.degreesOfFreedom()))
                    .isCloseTo(number(row[8]), withinPercentage(PERCENT));
        }
    }

    @Test
    void theUnitAndTheOrderChangeNothing() {
        for (double[] variances : List.of(new double[] {0, 1, 2, 9, 0.1}, new double[] {0, 0, 0, 3, 5})) {
            double[] degrees = {1, 2, 3, 4, 5};
            FDistributionFit fit = FDistributionFit.of(variances, degrees);
            double[] scaled = new double[5];
            double[] turned = new double[5];
            for (int i = 0; i < 5; i++) {
                scaled[i] = variances[i] * 0x1p-400;
                turned[i] = variances[4 - i];
            }
            FDistributionFit small = FDistributionFit.of(scaled, degrees);
            assertThat(small.degreesOfFreedom()).isCloseTo(fit.degreesOfFreedom(), withinPercentage(PERCENT));
            assertThat(small.scale() * 0x1p400).isCloseTo(fit.scale(), withinPercentage(PERCENT));
            assertThat(FDistributionFit.of(turned, new double[] {5, 4, 3, 2, 1}))
                    .isEqualTo(fit);
        }
    }

    @Test
    void extremesStayFinite() {
        double[] degrees = {1, 1e9, 3};
        for (double[] variances :
                List.of(new double[] {1e300, 1e-300, 1}, new double[] {1e308, 1.7e308, 1e308}, new double[] {
                    0, 0, Double.MIN_VALUE
                })) {
            FDistributionFit fit = FDistributionFit.of(variances, degrees);
            assertThat(fit.scale()).isFinite();
            assertThat(fit.prior().posterior(1e308, 2).variance()).isFinite();
        }
        assertThat(FDistributionFit.of(new double[3], degrees))
                .isEqualTo(new FDistributionFit(0, Double.POSITIVE_INFINITY));
        assertThat(FDistributionFit.of(new double[] {7}, new double[] {2})).isEqualTo(new FDistributionFit(7, 0));
    }

    @Test
    void aPriorThatKnowsNothingLeavesTheGroupsOwnVariance() {
        assertThat(VariancePrior.NONE.posterior(4, 2)).isEqualTo(new ModeratedVariance(4, 2));
        assertThatThrownBy(() -> VariancePrior.NONE.posterior(0, 0)).isInstanceOf(AnalysisException.class);
    }

    @Test
    void unusableVariancesAreRefused() {
        double[] two = {1, 1};
        assertThatThrownBy(() -> FDistributionFit.of(new double[] {1, Double.NaN}, two))
                .isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> FDistributionFit.of(new double[] {1, -1}, two)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> FDistributionFit.of(new double[] {1}, two)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> FDistributionFit.of(two, new double[2])).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new VariancePrior(-1, 2)).isInstanceOf(AnalysisException.class);
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }
}
