package org.kpulse.analysis.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;

class SeriesPointTest {

    private static final BootSamples FIRST = BootSamples.of("run-1", 1.0, 2.0, 9.0);
    private static final BootSamples SECOND = BootSamples.of("run-2", 2.0, 4.0);

    @Test
    void aPointIsTheMeanOfItsBootsMeanLogarithms() {
        SeriesPoint point = SeriesPoint.of("k1", Direction.LOWER_IS_BETTER, List.of(FIRST, SECOND), 2);
        assertThat(point.y()).isCloseTo(-Math.log(2), within(1e-15));
        assertThat(point.standardError()).isCloseTo(Math.log(2) / 2, within(1e-15));
        assertThat(point.boots()).isEqualTo(2);
        assertThat(SeriesPoint.of("k1", Direction.LOWER_IS_BETTER, List.of(SECOND, FIRST), 2))
                .isEqualTo(point);
    }

    @Test
    void aKernelWithoutBootsIsMissing() {
        assertThat(SeriesPoint.of("k1", Direction.HIGHER_IS_BETTER, List.of(), 2)
                        .isMissing())
                .isTrue();
    }

    @Test
    void whatHasNoLogarithmIsRefusedByName() {
        BootSamples zero = BootSamples.of("run-3", 1.0, 0.0);
        assertThatThrownBy(() -> SeriesPoint.of("k7", Direction.HIGHER_IS_BETTER, List.of(FIRST, zero), 2))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("Kernel k7, boot run-3, iteration 2: the value 0.0 has no logarithm");
        assertThatThrownBy(() -> SeriesPoint.of("k7", Direction.HIGHER_IS_BETTER, List.of(FIRST, SECOND), 3))
                .hasMessageContaining("boot run-2: 2 values are not enough for 3 iterations");
    }

    @Test
    void whatIsNoLogarithmIsRefused() {
        for (double y : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
            assertThatThrownBy(() -> SeriesPoint.of("k7", y)).hasMessageContaining("Kernel k7");
        }
        assertThatThrownBy(() -> new SeriesPoint("k7", 1, Double.NaN, 2)).hasMessageContaining("standard error");
    }
}
