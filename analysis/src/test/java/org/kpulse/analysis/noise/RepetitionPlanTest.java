package org.kpulse.analysis.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.kpulse.analysis.noise.RNumbers.number;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.noise.VarianceComponents.Counts;
import org.kpulse.analysis.noise.VarianceComponents.Method;

class RepetitionPlanTest {

    @Test
    void repetitionsFollowTheFormula() {
        // c2/c1 = 30/5, T1^2/T2^2 = 6: sqrt(36)
        assertThat(RepetitionPlan.repetitions(30, 5, 6e-5, 1e-5, 100)).isEqualTo(6);
        assertThat(RepetitionPlan.repetitions(30, 5, 6.1e-5, 1e-5, 100)).isEqualTo(7);
        assertThat(RepetitionPlan.repetitions(30, 5, 0, 0, 100)).isEqualTo(1);
        assertThat(RepetitionPlan.repetitions(30, 5, 1e-5, 0, 100)).isEqualTo(100);
        assertThat(RepetitionPlan.repetitions(0, 5, 1e-5, 1e-5, 100)).isEqualTo(1);
    }

    @Test
    void noPlanTakesLessTime() {
        for (String[] row : RNumbers.rows("repetition.csv")) {
            RepetitionCosts costs = new RepetitionCosts(0, number(row[0]), number(row[1]));
            double boot = number(row[2]);
            double iteration = number(row[3]);
            RepetitionGoal goal = new RepetitionGoal(number(row[4]), 0.95, number(row[5]), 100);
            RepetitionPlan plan = RepetitionPlan.ofBoots(
                            components(OptionalDouble.empty(), boot, iteration), costs, goal)
                    .orElseThrow();
            assertThat(RepetitionPlan.repetitions(costs.boot(), costs.iteration(), iteration, boot, 100))
                    .isEqualTo((int) Math.min(100, number(row[6])));
            assertThat(plan.seconds()).isCloseTo(number(row[9]), withinPercentage(1e-9));
            assertThat(plan.boots()).isEqualTo((int) number(row[7]));
            assertThat(plan.iterations()).isEqualTo((int) number(row[8]));
            assertThat(plan.halfWidthPercent()).isLessThanOrEqualTo(goal.halfWidthPercent() * (1 + 1e-9));
        }
    }

    @Test
    void dearBuildsAreBootedMoreOften() {
        VarianceComponents noise = components(OptionalDouble.of(1e-5), 4e-5, 1e-4);
        RepetitionGoal goal = RepetitionGoal.ofHalfWidthPercent(1);
        RepetitionPlan plan = RepetitionPlan.ofBuilds(noise, new RepetitionCosts(900, 25, 1), goal)
                .orElseThrow();
        assertThat(plan.iterations()).isEqualTo(8); // sqrt(25/1 * 10/4) = 7.9
        assertThat(plan.bootsPerBuild()).isEqualTo(12); // sqrt(900/25 * 4) = 12
        assertThat(plan.halfWidthPercent()).isLessThanOrEqualTo(1);
        assertThat(plan.seconds()).isCloseTo(plan.builds() * (900 + 12 * (25 + 8)), within(1e-9));
    }

    @Test
    void whatCannotBePlannedIsSaid() {
        RepetitionCosts costs = new RepetitionCosts(0, 10, 1);
        RepetitionGoal goal = RepetitionGoal.ofHalfWidthPercent(1e-6);
        assertThat(RepetitionPlan.ofBoots(components(OptionalDouble.empty(), 1, 1), costs, goal))
                .isEmpty();
        assertThat(RepetitionPlan.ofBuilds(components(OptionalDouble.of(1), 1, 1), costs, goal))
                .isEmpty();
        assertThatThrownBy(() -> RepetitionPlan.ofBuilds(components(OptionalDouble.empty(), 1, 1), costs, goal))
                .isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new RepetitionCosts(0, 0, 1)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new RepetitionGoal(Double.NaN, 0.95, 0, 1)).isInstanceOf(AnalysisException.class);
    }

    @Test
    void noiselessMetricsNeedTheLeastThereIs() {
        RepetitionPlan plan = RepetitionPlan.ofBoots(
                        components(OptionalDouble.empty(), 0, 0),
                        new RepetitionCosts(0, 10, 1),
                        RepetitionGoal.ofHalfWidthPercent(0.1))
                .orElseThrow();
        assertThat(plan).isEqualTo(new RepetitionPlan(1, 2, 1, 0, 22));
    }

    private static VarianceComponents components(OptionalDouble build, double boot, double iteration) {
        return new VarianceComponents(
                build,
                OptionalDouble.of(boot),
                OptionalDouble.of(iteration),
                ComponentCovariance.NONE,
                new Counts(10, 0),
                Method.REML);
    }
}
