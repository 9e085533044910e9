package org.kpulse.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.Given.metric;
import static org.kpulse.analysis.Given.values;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.MetricSamples;

class ExtremesTest {

    @Test
    void bootsThatAgreeToTheLastBitGetTheResolutionAsDeviation() {
        MetricComparison answer = compare(metric("a", values(339.8, 339.8, 339.8), values(345, 345, 345)));
        assertThat(answer.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(answer.remarks()).containsExactly(Remark.SD_FLOOR);
        assertThat(answer.p().orElseThrow()).isGreaterThan(0).isLessThan(1e-6);
        assertThat(answer.ciPercent().orElseThrow().width()).isCloseTo(0.046, within(0.001));
        assertThat(answer.base().cvPercent()).isZero();
    }

    @Test
    void twoIdenticalBootsASideWithoutDifferenceAreNoChange() {
        MetricComparison answer = compare(metric("a", values(7, 7), values(7, 7)));
        assertThat(answer.verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(answer.p()).hasValue(1);
        assertThat(answer.changePercent()).hasValue(0);
    }

    @Test
    void aDifferenceBelowTheResolutionIsNotSure() {
        MetricComparison answer = compare(metric("a", values(1e6, 1e6), values(1e6 + 100, 1e6 + 100)));
        assertThat(answer.p().orElseThrow()).isGreaterThan(0.3);
        assertThat(answer.verdict()).isEqualTo(Verdict.NO_CHANGE);
    }

    @Test
    void aZeroIsComparedAsADifferenceAndSaysSo() {
        MetricComparison answer = compare(metric("a", values(4, 0, 5), values(40, 45, 38)));
        assertThat(answer.change().scale()).isEqualTo(Change.Scale.ABSOLUTE);
        assertThat(answer.remarks()).contains(Remark.ZERO_SAMPLES);
        assertThat(answer.change().difference()).isCloseTo(38, within(1e-9));
        assertThat(answer.changePercent()).hasValueCloseTo(1266.67, within(0.01));
        assertThat(answer.verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void aBaseOfZeroHasNoPercentButAVerdict() {
        MetricComparison answer = compare(metric("drops", values(0, 0, 0), values(12, 13, 12)));
        assertThat(answer.changePercent()).isEmpty();
        assertThat(answer.ciPercent()).isEmpty();
        assertThat(answer.mdePercent()).isEmpty();
        assertThat(answer.change().interval().orElseThrow().contains(37.0 / 3)).isTrue();
        assertThat(answer.verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void onlyZerosAreNoChange() {
        MetricComparison answer = compare(metric("drops", values(0, 0), values(0, 0)));
        assertThat(answer.verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(answer.p()).hasValue(1);
    }

    @Test
    void hugeAndTinyValuesGiveFiniteAnswers() {
        double tiny = Double.MIN_VALUE;
        double huge = Double.MAX_VALUE;
        List<MetricSamples> metrics = List.of(
                metric("huge", values(1e300, 1.1e300, huge), values(1e300, 1.2e300, huge)),
                metric("tiny", values(tiny, 2 * tiny, tiny), values(3 * tiny, tiny, tiny)),
                metric("up", values(tiny, tiny), values(huge, huge)),
                metric("down", values(huge, huge / 2), values(tiny, tiny)),
                metric("wild", values(tiny, huge), values(huge, tiny)),
                metric("zero-huge", values(0, huge), values(huge, huge)),
                metric("zero-tiny", values(0, tiny), values(tiny, tiny)),
                metric("zero-up", values(0, tiny), values(huge, huge)));
        for (MetricComparison answer : Comparer.compare(metrics, ComparisonRules.forTime())) {
            Finiteness.check(answer);
        }
    }

    @Test
    void aRatioThatFitsNoDoubleStopsAtTheLargest() {
        MetricComparison answer = compare(metric("up", values(1e-300, 1e-300), values(1e300, 1e300)));
        assertThat(answer.changePercent()).hasValue(Double.MAX_VALUE);
        assertThat(answer.verdict()).isEqualTo(Verdict.REGRESSION);
    }

    private static MetricComparison compare(MetricSamples metric) {
        return Comparer.compare(List.of(metric), ComparisonRules.forTime()).get(0);
    }
}
