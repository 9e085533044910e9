package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kpulse.harness.report.Reports.around;
import static org.kpulse.harness.report.Reports.comparison;
import static org.kpulse.harness.report.Reports.metric;
import static org.kpulse.harness.report.Reports.part;
import static org.kpulse.harness.report.Reports.report;
import static org.kpulse.harness.report.Reports.run;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.store.Role;

class OutcomeTest {

    private static final PlatformComparison SLOWER =
            comparison(Reports.TIME, metric("b", "m", around(10, 0.001, 3), around(12, 0.001, 3)));
    private static final PlatformComparison FASTER =
            comparison(Reports.TIME, metric("b", "m", around(12, 0.001, 3), around(10, 0.001, 3)));
    private static final PlatformComparison SAME =
            comparison(Reports.TIME, metric("b", "m", around(10, 0.0001, 3), around(10, 0.0001, 3)));
    private static final PlatformComparison NOISY =
            comparison(Reports.TIME, metric("b", "m", around(10, 0.3, 3), around(12, 0.3, 3)));
    private static final PlatformComparison NOTHING = comparison(Reports.INSTRUCTIONS);
    private static final RunReport.RunLine OURS = run(1, Role.BASE, 0, 0, RunState.INFRA_FAILED);
    private static final RunReport.RunLine KERNELS = run(2, Role.CANDIDATE, 0, 0, RunState.KERNEL_FAILED);

    private static RunReport.PlatformPart checked(PlatformComparison comparison, RunReport.Check check) {
        return new RunReport.PlatformPart(comparison, List.of(KERNELS), List.of(check));
    }

    @Test
    void noChangeAndImprovementsAreFine() {
        assertThat(Outcome.of(report(part(SAME), part(FASTER)))).isEqualTo(Outcome.FINE);
        assertThat(Outcome.FINE.exitCode()).isZero();
    }

    @Test
    void oneRegressionDecidesWhateverElseIsUndecidedOrMissing() {
        assertThat(Outcome.of(report(part(NOISY), part(SLOWER)))).isEqualTo(Outcome.REGRESSION);
        assertThat(Outcome.of(report(part(SLOWER), part(NOTHING, OURS)))).isEqualTo(Outcome.REGRESSION);
        assertThat(Outcome.REGRESSION.exitCode()).isEqualTo(1);
    }

    @Test
    void aFailureOfTheCandidateThatFreshBootsRepeatedIsARegression() {
        assertThat(Outcome.of(report(checked(NOTHING, Reports.check(3, 0, 0, 2, 6)))))
                .isEqualTo(Outcome.REGRESSION);
        assertThat(Outcome.of(report(checked(NOTHING, Reports.check(1, 0, 0, 1, 3)))))
                .as("--boots 1, all three tries failed")
                .isEqualTo(Outcome.REGRESSION);
    }

    @Test
    void oneFailedBootAccusesNobodyAndAFailingBaseNeitherDoes() {
        assertThat(Outcome.of(report(checked(SAME, Reports.check(3, 0, 2, 1, 1)))))
                .isEqualTo(Outcome.FINE);
        assertThat(Outcome.of(report(checked(SAME, Reports.check(1, 2, 1, 2, 6)))))
                .isEqualTo(Outcome.FINE);
        assertThat(Outcome.of(report(checked(SAME, Reports.check(0, 0, 0, 2, 6)))))
                .as("the base was never seen to pass")
                .isEqualTo(Outcome.FINE);
    }

    @Test
    void infrastructureFailedOnlyWhenThereIsNothingToJudgeBy() {
        assertThat(Outcome.of(report(part(NOTHING, OURS)))).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(Outcome.of(report(part(NOTHING)))).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(Outcome.of(report(part(SAME, OURS)))).isEqualTo(Outcome.FINE);
        assertThat(Outcome.INFRASTRUCTURE.exitCode()).isEqualTo(3);
    }

    private static RunReport.PlatformPart tested(RunReport.Check... tests) {
        return new RunReport.PlatformPart(NOTHING, List.of(KERNELS), List.of(), List.of(tests), List.of(), Map.of());
    }

    @Test
    void aSuiteOfTestsAloneIsJudgedByThem() {
        assertThat(Outcome.of(report(tested(Reports.check(132, 0, 132, 0, 0))))).isEqualTo(Outcome.FINE);
        assertThat(Outcome.of(report(tested(Reports.check(3, 0, 0, 3, 3))))).isEqualTo(Outcome.REGRESSION);
        assertThat(Outcome.of(report(tested(Reports.check(1, 0, 0, 1, 1)))))
                .as("seen once")
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Outcome.of(report(tested(Reports.check(3, 0, 1, 2, 0)))))
                .as("flaky")
                .isEqualTo(Outcome.FINE);
        assertThat(Outcome.of(report(tested(Reports.check(3, 0, 0, 0, 0)))))
                .as("ran on one kernel only")
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void whatCouldNotBeDecidedIsInconclusive() {
        assertThat(Outcome.of(report(part(SAME), part(NOISY)))).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Outcome.of(report(part(SAME), part(NOTHING, OURS))))
                .as("one platform was judged, the other not")
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Outcome.of(report(part(NOTHING, KERNELS))))
                .as("nothing was measured, but not by a fault of ours")
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Outcome.of(List.of())).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Outcome.INCONCLUSIVE.exitCode()).isEqualTo(4);
    }
}
