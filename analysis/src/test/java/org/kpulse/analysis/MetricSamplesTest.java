package org.kpulse.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kpulse.analysis.Given.boots;
import static org.kpulse.analysis.Given.metric;
import static org.kpulse.analysis.Given.values;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricSamplesTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e-9})
    void aValueThatIsNoMeasurementIsRefusedNamingMetricBootAndIteration(double bad) {
        List<BootSamples> candidate = List.of(BootSamples.of("run-17", 1, 2, bad));
        assertThatThrownBy(() -> metric("dbench/throughput", Direction.HIGHER_IS_BETTER, boots("b", 1, 2), candidate))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("dbench/throughput")
                .hasMessageContaining("run-17")
                .hasMessageContaining("candidate")
                .hasMessageContaining("iteration 3");
    }

    @Test
    void anEmptySideIsRefusedNamingTheMetric() {
        assertThatThrownBy(() -> metric("tbench", values(), values(1, 2)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("tbench/time")
                .hasMessageContaining("base");
    }

    @Test
    void anEmptyBootIsRefusedNamingIt() {
        assertThatThrownBy(() ->
                        metric("tbench", Direction.HIGHER_IS_BETTER, boots("b", 1), List.of(BootSamples.of("run-4"))))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("run-4");
    }

    @Test
    void aBootGivenTwiceOnASideIsRefused() {
        List<BootSamples> twice = List.of(BootSamples.of("run-4", 1), BootSamples.of("run-4", 2));
        assertThatThrownBy(() -> metric("tbench", Direction.HIGHER_IS_BETTER, twice, boots("c", 1)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("run-4");
    }

    @Test
    void aBootKeepsItsOwnCopyOfTheValues() {
        double[] values = {1, 2};
        BootSamples boot = BootSamples.of("b", values);
        values[0] = 9;
        boot.values()[1] = 9;
        assertThat(boot).isEqualTo(BootSamples.of("b", List.of(1.0, 2.0)));
    }

    @Test
    void theMeanOfTheLargestValuesDoesNotOverflow() {
        assertThat(BootSamples.of("b", Double.MAX_VALUE, Double.MAX_VALUE).mean(2))
                .isEqualTo(Double.MAX_VALUE);
    }
}
