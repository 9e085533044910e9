package org.kpulse.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.Given.boots;
import static org.kpulse.analysis.Given.key;
import static org.kpulse.analysis.Given.metric;
import static org.kpulse.analysis.Given.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricSamples;

class VerdictTest {

    private static final ComparisonRules TIME = ComparisonRules.forTime();
    private static final double[] BASE = values(10.00, 10.02, 9.98);
    private static final double[] SLOWER = values(10.50, 10.52, 10.48);

    @Test
    void moreSecondsAreARegressionAndMoreThroughputAnImprovement() {
        MetricComparison seconds = compare(metric("a", BASE, SLOWER));
        assertThat(seconds.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(seconds.changePercent()).hasValueCloseTo(5.0, within(0.01));
        assertThat(seconds.ciPercent().orElseThrow().contains(5.0)).isTrue();
        assertThat(seconds.mdePercent()).isPresent();
        assertThat(seconds.bootsNeeded()).isEmpty();

        MetricComparison throughput =
                compare(metric("a", Direction.HIGHER_IS_BETTER, boots("b", BASE), boots("c", SLOWER)));
        assertThat(throughput.verdict()).isEqualTo(Verdict.IMPROVEMENT);
        assertThat(throughput.changePercent()).hasValueCloseTo(5.0, within(0.01));
    }

    @Test
    void anIntervalWithinTheMarginIsNoChange() {
        double[] close = values(10.01, 10.00, 10.02);
        assertThat(compare(metric("a", BASE, close)).verdict()).isEqualTo(Verdict.NO_CHANGE);
    }

    @Test
    void whatIsNeitherShownNorExcludedIsInconclusiveAndSaysWhatItTakes() {
        MetricComparison answer = compare(metric("a", values(10, 11, 9), values(10.8, 11.7, 9.9)));
        assertThat(answer.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(answer.mdePercent().orElseThrow()).isGreaterThan(8);
        assertThat(answer.bootsNeeded().orElseThrow()).isBetween(10, 100);
    }

    @Test
    void theBootsNeededSettleItWhenTheyTurnOutAsAssumed() {
        MetricComparison answer = compare(metric("a", values(10, 11, 9), values(10.8, 11.7, 9.9)));
        int needed = answer.bootsNeeded().orElseThrow();
        double[] base = spread(needed, 10, 0.1);
        double[] candidate = spread(needed, 10.8, 0.1);
        assertThat(compare(metric("a", base, candidate)).verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void aSureChangeBelowTheSmallestCalledIsNotCalled() {
        MetricSamples small = metric("a", values(10, 10.0001, 9.9999), values(10.05, 10.0501, 10.0499));
        assertThat(compare(small).q()).hasValueCloseTo(0.0, within(0.001));
        assertThat(compare(small).verdict()).isEqualTo(Verdict.NO_CHANGE);
    }

    @Test
    void aMetricsOwnMarginWins() {
        ComparisonRules wide = TIME.withMargin(key("a"), Margin.of(0.10));
        MetricComparison answer =
                Comparer.compare(List.of(metric("a", BASE, SLOWER)), wide).get(0);
        assertThat(answer.verdict()).isEqualTo(Verdict.NO_CHANGE);
    }

    @Test
    void oneBootASideIsNeverAVerdict() {
        MetricComparison answer = compare(metric("a", BASE, values(99)));
        assertThat(answer.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(answer.remarks()).contains(Remark.TOO_FEW_BOOTS);
        assertThat(answer.p()).isEmpty();
        assertThat(answer.ciPercent()).isEmpty();
        assertThat(answer.changePercent()).hasValueCloseTo(890.0, within(0.1));
    }

    @Test
    void aMetricWithoutATestDoesNotCountInTheCorrection() {
        MetricSamples tested = metric("a", BASE, SLOWER);
        double alone = compare(tested).q().orElseThrow();
        List<MetricComparison> both = Comparer.compare(List.of(metric("b", BASE, values(1)), tested), TIME);
        assertThat(both.get(1).q()).hasValue(alone);
    }

    @Test
    void manyMetricsMakeOneSmallPLessSure() {
        MetricSamples borderline = metric("a", values(10, 10.2, 9.8), values(10.5, 10.7, 10.3));
        List<MetricSamples> metrics = new ArrayList<>(List.of(borderline));
        for (int i = 0; i < 20; i++) {
            metrics.add(metric("same" + i, BASE, BASE));
        }
        assertThat(compare(borderline).verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(Comparer.compare(metrics, TIME).get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void onlyIterationsThatAllBootsHaveAreCompared() {
        // iterations grow within a boot; a boot cut short must not look faster
        List<BootSamples> base = List.of(BootSamples.of("b0", 10, 20, 40), BootSamples.of("b1", 10.1, 20.1, 40.1));
        List<BootSamples> cut = List.of(BootSamples.of("c0", 10, 20, 40), BootSamples.of("c1", 10.1, 20.1));
        MetricComparison answer = compare(metric("a", Direction.LOWER_IS_BETTER, base, cut));
        assertThat(answer.changePercent()).hasValueCloseTo(0.0, within(1e-9));
        assertThat(answer.remarks()).contains(Remark.UNEQUAL_ITERATIONS);
        assertThat(answer.base().samples()).isEqualTo(4);
    }

    @Test
    void aSideIsSummedUpInItsUnitOverBootMeans() {
        List<BootSamples> base = List.of(BootSamples.of("b0", 1, 3), BootSamples.of("b1", 3, 5));
        SideSummary side =
                compare(metric("a", Direction.LOWER_IS_BETTER, base, base)).base();
        assertThat(side.mean()).isCloseTo(3, within(1e-12));
        assertThat(side.cvPercent()).isCloseTo(100 * Math.sqrt(2) / 3, within(1e-9));
        assertThat(side).extracting(SideSummary::min, SideSummary::max).containsExactly(1.0, 5.0);
        assertThat(side).extracting(SideSummary::boots, SideSummary::samples).containsExactly(2, 4);
    }

    @Test
    void aMetricGivenTwiceIsRefusedByName() {
        MetricSamples a = metric("tbench", BASE, SLOWER);
        assertThatThrownBy(() -> Comparer.compare(List.of(a, a), TIME))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("tbench/time");
    }

    @Test
    void nothingToCompareIsAnEmptyAnswer() {
        assertThat(Comparer.compare(List.of(), TIME)).isEmpty();
    }

    @Test
    void rulesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new ComparisonRules("v", 1.5, 0.05, 0.95, 0.8, 1e-4, Margin.of(0.01), Map.of()))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("alpha");
        assertThatThrownBy(() -> Margin.of(0)).isInstanceOf(AnalysisException.class);
    }

    private static MetricComparison compare(MetricSamples metric) {
        return Comparer.compare(List.of(metric), TIME).get(0);
    }

    /** {@code n} values around {@code mean}, alternately a share above and below it. */
    private static double[] spread(int n, double mean, double share) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = mean * (i % 2 == 0 ? 1 + share : 1 / (1 + share));
        }
        return values;
    }
}
