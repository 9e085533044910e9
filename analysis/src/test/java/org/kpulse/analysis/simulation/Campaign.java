package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

/**
 * Simulated samples of a base and a candidate. On the log scale a sample is: the boot's noise shared by all metrics, the metric's own
 * boot noise, a trend over iterations that is the same in every boot, and iteration noise.
 *
 * @param noise shape of the boots' noise
 * @param metrics number of metrics, one a benchmark
 * @param boots a side
 * @param iterations a boot
 * @param shared deviation of the noise that all metrics of a boot share
 * @param deviations own boot deviation of metric m is {@code deviations[m % length]}
 */
record Campaign(NoiseShape noise, int metrics, int boots, int iterations, double shared, List<Double> deviations) {

    /** Deviations of LKP's Table 5, repeated as often as the benchmark has metrics. */
    static List<Double> table5() {
        double[][] rows = {
            {1, 0.46},
            {8, 12.8},
            {2, 0.6},
            {1, 11.3},
            {1, 11.8},
            {21, 14.7},
            {1, 1.4},
            {1, 4.9},
            {7, 1.6},
            {1, 0.6},
            {1, 12.7},
            {9, 11.4},
            {1, 0.8}
        };
        List<Double> deviations = new ArrayList<>();
        for (double[] row : rows) {
            for (int i = 0; i < row[0]; i++) {
                deviations.add(row[1] / 100);
            }
        }
        return deviations;
    }

    /** All metrics, the candidate's values larger by {@code effect} (logarithm). */
    List<MetricSamples> draw(double effect, SplittableRandom random) {
        double[] baseShared = sharedNoise(random);
        double[] candidateShared = sharedNoise(random);
        List<MetricSamples> drawn = new ArrayList<>(metrics);
        for (int m = 0; m < metrics; m++) {
            double deviation = deviations.get(m % deviations.size());
            drawn.add(new MetricSamples(
                    new MetricKey("bench" + m, "rate"),
                    "1/s",
                    Direction.HIGHER_IS_BETTER,
                    side("b", baseShared, 0, deviation, random),
                    side("c", candidateShared, effect, deviation, random)));
        }
        return drawn;
    }

    private double[] sharedNoise(SplittableRandom random) {
        double[] noises = new double[boots];
        for (int i = 0; i < boots; i++) {
            noises[i] = shared * noise.draw(random);
        }
        return noises;
    }

    private List<BootSamples> side(
            String prefix, double[] sharedNoise, double level, double deviation, SplittableRandom random) {
        List<BootSamples> side = new ArrayList<>(boots);
        for (int b = 0; b < boots; b++) {
            double log = 5 + level + sharedNoise[b] + deviation * noise.draw(random);
            double[] values = new double[iterations];
            for (int i = 0; i < iterations; i++) {
                values[i] = Math.exp(log + 0.01 * i + deviation / 2 * random.nextGaussian());
            }
            side.add(BootSamples.of(prefix + b, values));
        }
        return side;
    }
}
