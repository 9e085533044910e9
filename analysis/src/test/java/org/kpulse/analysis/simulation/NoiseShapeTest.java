package org.kpulse.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

class NoiseShapeTest {

    private static final int BOOTS = 4_000;

    @Test
    void tbenchAloneIsBimodalWhereOnlyTbenchIsAskedToBe() {
        SimulatedLab lab = new SimulatedLab(SimulatedMetric.table5(), new Scenario(NoiseShape.TBENCH, 0, 0, 0, 1));

        for (MetricSamples metric : lab.compare(BOOTS, Map.of(), new SplittableRandom(5))) {
            boolean tbench = metric.key().equals(new MetricKey("Tbench", "1"));

            // A third of the boots 3 deviations above the rest: 2 / (3 sqrt 3) = 0.38, less a fifth of variance from
            // iterations.
            assertThat(skewness(metric))
                    .as(metric.key().toString())
                    .isBetween(tbench ? 0.2 : -0.15, tbench ? 0.4 : 0.15);
        }
    }

    private static double skewness(MetricSamples metric) {
        double[] logs =
                metric.base().stream().mapToDouble(boot -> boot.meanLog(1)).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double second =
                Arrays.stream(logs).map(x -> Math.pow(x - mean, 2)).average().orElseThrow();
        return Arrays.stream(logs).map(x -> Math.pow(x - mean, 3)).average().orElseThrow() / Math.pow(second, 1.5);
    }

    @Test
    void eachShapeHasMean0AndVariance1() {
        for (NoiseShape shape : NoiseShape.values()) {
            SplittableRandom random = new SplittableRandom(9);
            double sum = 0;
            double squares = 0;
            int draws = 1_000_000;
            for (int i = 0; i < draws; i++) {
                double value = shape.draw(random);
                sum += value;
                squares += value * value;
            }
            assertThat(sum / draws).as(shape + " mean").isBetween(-0.01, 0.01);
            assertThat(squares / draws).as(shape + " variance").isBetween(0.95, 1.05);
        }
    }

    @Test
    void bootsOfOneSeedAreTheSameAgain() {
        SimulatedLab lab = new SimulatedLab(SimulatedMetric.table5(), Scenario.of(NoiseShape.TBENCH));

        assertThat(lab.compare(3, Map.of(), new SplittableRandom(1)).get(0).base())
                .extracting(BootSamples::toString)
                .isEqualTo(lab.compare(3, Map.of(), new SplittableRandom(1)).get(0).base().stream()
                        .map(BootSamples::toString)
                        .toList());
    }
}
