package org.kpulse.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kpulse.analysis.Given.metric;
import static org.kpulse.analysis.Given.values;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.VariancePrior;

/** What the noise model changes in a verdict. */
class NoisePriorsTest {

    private static final ComparisonRules TIME = ComparisonRules.forTime();

    @Test
    void aKnownDeviationFindsInThreeBootsWhatTheBootsAloneDoNot() {
        MetricSamples samples = metric("a", values(10.0, 10.2, 9.8), values(10.7, 10.9, 10.5));

        MetricComparison alone = only(Comparer.compare(withOthers(samples), TIME));
        MetricComparison known = only(Comparer.compare(withOthers(samples), TIME, prior(0.02, 30)));

        assertThat(alone.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(alone.method()).isEqualTo(Method.WELCH);
        assertThat(known.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(known.method()).isEqualTo(Method.MODERATED_T);
        assertThat(known.ciPercent().orElseThrow().width())
                .isLessThan(alone.ciPercent().orElseThrow().width());
    }

    @Test
    void bootsThatAgreeByLuckAreNotBelievedMoreThanHistoryAllows() {
        MetricSamples lucky = metric("a", values(10.0, 10.001, 9.999), values(10.3, 10.301, 10.299));

        assertThat(only(Comparer.compare(List.of(lucky), TIME)).verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(only(Comparer.compare(List.of(lucky), TIME, prior(0.05, 30))).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aMetricNoisierThanAllExperienceIsJudgedByItsOwnBootsAndSaysSo() {
        MetricSamples noisy = metric("a", values(10, 14, 7), values(16, 11, 20));

        MetricComparison answer = only(Comparer.compare(List.of(noisy), TIME, prior(0.005, 30)));

        assertThat(answer.method()).isEqualTo(Method.WELCH);
        assertThat(answer.remarks()).contains(Remark.NOISIER_THAN_BEFORE);
        assertThat(answer.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void oneOutlierAmongThreeBootsIsNoRegressionHoweverFarItLies() {
        for (double outlier : values(10.4, 10.8, 11.5, 13, 20, 1000)) {
            MetricSamples samples = metric("a", values(10.0, 10.01, 9.99), values(10.0, 10.02, outlier));

            MetricComparison answer = only(Comparer.compare(List.of(samples), TIME, prior(0.02, 20)));

            assertThat(answer.verdict()).as("outlier %s", outlier).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void oneBootASideIsNeverAVerdictWhateverIsKnown() {
        MetricSamples single = metric("a", values(10), values(20));

        MetricComparison answer = only(Comparer.compare(List.of(single), TIME, prior(0.001, 50)));

        assertThat(answer.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(answer.method()).isEqualTo(Method.NONE);
    }

    @Test
    void aMetricWithAZeroIsComparedAbsolutelyWithoutThePrior() {
        MetricSamples zero = metric("a", values(0, 1, 2), values(4, 5, 6));

        assertThat(only(Comparer.compare(List.of(zero), TIME, prior(0.02, 30))).method())
                .isEqualTo(Method.WELCH);
    }

    @Test
    void theRankTestStandsBesideAndADisagreementIsSaid() {
        double[] base = values(10.0, 10.1, 9.9, 10.05, 9.95, 10.02);
        MetricComparison same = only(
                Comparer.compare(List.of(metric("a", base, values(10.01, 10.11, 9.91, 10.06, 9.96, 10.03))), TIME));
        MetricComparison outlier =
                only(Comparer.compare(List.of(metric("a", base, values(10.5, 10.6, 10.4, 10.55, 10.45, 30))), TIME));

        assertThat(same.remarks()).doesNotContain(Remark.ROBUST_DISAGREES);
        assertThat(outlier.p().orElseThrow()).isGreaterThan(0.05);
        assertThat(outlier.robust().orElseThrow().p()).isLessThan(0.05);
        assertThat(outlier.robust().orElseThrow().percentInterval()).isPresent();
        assertThat(outlier.remarks()).contains(Remark.ROBUST_DISAGREES);
    }

    private static NoisePriors prior(double deviation, double degreesOfFreedom) {
        return (metric, iterations) -> Optional.of(new VariancePrior(deviation * deviation, degreesOfFreedom));
    }

    private static MetricComparison only(List<MetricComparison> answers) {
        return answers.get(0);
    }

    /** Twenty metrics more, so that the correction for many tests counts. */
    private static List<MetricSamples> withOthers(MetricSamples first) {
        List<MetricSamples> all = new java.util.ArrayList<>(List.of(first));
        for (int i = 0; i < 20; i++) {
            all.add(metric("other" + i, values(10, 10.2, 9.8), values(10.1, 9.9, 10.05)));
        }
        return all;
    }
}
