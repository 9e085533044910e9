package org.kpulse.analysis.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.kpulse.analysis.noise.RNumbers.number;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.analysis.noise.VarianceComponents.Method;
import org.kpulse.analysis.noise.VarianceComponents.Spread;

/** R computed the numbers, with lme4 and then with dense matrices by definition: src/test/r/noise.R. */
class RemlTest {

    private static final double SHARE = 1e-10;
    /** lme4 stops where its criterion changes no more, which leaves about half the digits. */
    private static final double SHARE_OF_LME4 = 5e-6;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balanced",
                "balanced-builds",
                "unbalanced",
                "unbalanced-builds",
                "boots-zero",
                "builds-zero",
                "both-zero",
                "one-iteration",
                "alone-in-builds",
                "trend"
            })
    void componentsAgreeWithR(String name) {
        String[] row = row(name);
        VarianceComponents fit = fit(name);
        double whole = whole(row);
        isClose(fit.build(), row[1], whole * SHARE);
        isClose(fit.boot(), row[2], whole * SHARE);
        isClose(fit.iteration(), row[3], whole * SHARE);
        isClose(fit.build(), row[5], whole * SHARE_OF_LME4);
        isClose(fit.boot(), row[6], whole * SHARE_OF_LME4);
        isClose(fit.iteration(), row[7], whole * SHARE_OF_LME4);
        assertThat(fit.method()).isEqualTo(Method.REML);
        Spread spread = fit.boot().isPresent() ? Spread.WITHIN_BUILD : Spread.ACROSS_BUILDS;
        assertThat(fit.degreesOfFreedom(3, spread)).isCloseTo(number(row[4]), withinPercentage(1e-7));
    }

    @Test
    void whereLme4HasZeroSoHaveWe() {
        assertThat(fit("boots-zero").boot()).hasValue(0);
        assertThat(fit("builds-zero").build()).hasValue(0);
        assertThat(fit("both-zero").build()).hasValue(0);
    }

    @Test
    void iterationEffectsOfUnequalBootsCostLittleAccuracy() {
        String[] row = row("trend-unbalanced");
        VarianceComponents fit = fit("trend-unbalanced");
        isClose(fit.boot(), row[2], 0.002 * whole(row));
        isClose(fit.iteration(), row[3], 0.002 * whole(row));
    }

    @Test
    void aBalancedLayoutHasTheDegreesOfFreedomOfItsMeanSquare() {
        VarianceComponents fit = fit("balanced");
        BootTable table = table("balanced");
        assertThat(fit.degreesOfFreedom(5, Spread.WITHIN_BUILD)).isCloseTo(24 - 4, within(1e-9));
        double[] squares = MeanSquares.of(table);
        assertThat(fit.boot().orElseThrow()).isCloseTo(squares[1], withinPercentage(1e-9));
        assertThat(fit.iteration().orElseThrow()).isCloseTo(squares[0], withinPercentage(1e-9));
    }

    @Test
    void scoreAndCriterionBelongTogether() {
        NestedLikelihood likelihood = new NestedLikelihood(table("unbalanced-builds"), true);
        double[] at = {5e-5, 8e-5, 2e-4};
        for (int k = 0; k < 3; k++) {
            double step = 1e-9;
            at[k] += step;
            likelihood.evaluate(at);
            double above = likelihood.criterion;
            at[k] -= 2 * step;
            likelihood.evaluate(at);
            double slope = (above - likelihood.criterion) / (2 * step);
            at[k] += step;
            likelihood.evaluate(at);
            assertThat(-2 * likelihood.score[k]).isCloseTo(slope, withinPercentage(0.01));
        }
    }

    @Test
    void meanSquaresAreNeverNegativeAndNear() {
        for (String name : List.of("unbalanced", "unbalanced-builds", "both-zero")) {
            double[] squares = MeanSquares.of(table(name));
            String[] row = row(name);
            for (int k = 0; k < 3; k++) {
                assertThat(squares[k]).isNotNegative();
                String cell = row[3 - k];
                if (!cell.isEmpty()) {
                    assertThat(squares[k]).isCloseTo(number(cell), within(0.3 * whole(row)));
                }
            }
        }
    }

    private static VarianceComponents fit(String name) {
        return Reml.of(table(name));
    }

    private static BootTable table(String name) {
        List<LogBoot> boots = NoiseEstimator.logs(RNumbers.samples(name));
        return BootTable.of(boots, name.startsWith("trend") ? IterationEffects.of(boots) : IterationEffects.NONE);
    }

    private static String[] row(String name) {
        return RNumbers.rows("reml.csv").stream()
                .filter(row -> row[0].equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double whole(String[] row) {
        double whole = 0;
        for (int k = 1; k <= 3; k++) {
            whole += row[k].isEmpty() ? 0 : number(row[k]);
        }
        return whole;
    }

    private static void isClose(OptionalDouble component, String cell, double tolerance) {
        assertThat(component.isPresent()).isEqualTo(!cell.isEmpty());
        component.ifPresent(value -> assertThat(value).isCloseTo(number(cell), within(tolerance)));
    }
}
