package org.kpulse.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.store.TwinQuery.Twin;

class DeterminismCheckTest {

    private static final List<Sample> SAMPLES =
            List.of(new Sample("a", "time", 0, 1.5), new Sample("b", "rate", 0, 7), new Sample("a", "time", 1, 0.1));

    @Test
    void identicalSamplesAreIdentical() {
        assertThat(DeterminismCheck.difference(SAMPLES, twin(1.5, 0.1))).isEmpty();
    }

    @Test
    void theSmallestDifferenceOfOneSampleIsNamed() {
        assertThat(DeterminismCheck.difference(SAMPLES, twin(1.5, Math.nextUp(0.1))))
                .contains("a/time differs from run 42 with the same kernel, job and seed:"
                        + " [1.5, 0.1] and [1.5, 0.10000000000000002]");
    }

    @Test
    void theSameValuesInAnotherOrderOrNumberDiffer() {
        assertThat(DeterminismCheck.difference(SAMPLES, twin(0.1, 1.5))).isPresent();
        assertThat(DeterminismCheck.difference(SAMPLES, twin(1.5))).isPresent();
        assertThat(DeterminismCheck.difference(SAMPLES, twin(1.5, 0.1, 2))).isPresent();
    }

    @Test
    void otherMetricsAreADifference() {
        assertThat(DeterminismCheck.difference(SAMPLES, new Twin(42, Map.of("a/time", new double[] {1.5, 0.1}))))
                .contains("run 42 with the same kernel, job and seed has other metrics");
    }

    private static Twin twin(double... times) {
        return new Twin(42, Map.of("a/time", times, "b/rate", new double[] {7}));
    }
}
