package org.kpulse.analysis.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;

/**
 * How simulated boots behave. On the log scale a sample is the kernel's level, the boot's noise shared by all metrics, the metric's
 * own boot noise, perhaps an outlier, a drift of the machine over boots, a trend over iterations that is the same in every boot, and
 * iteration noise of half the boot's deviation.
 *
 * @param shape of the boots' noise
 * @param shared standard deviation of the noise that all metrics of a boot share, 0 or more, as a share of 1
 * @param drift of the machine from one boot to the next, as a share of 1
 * @param outliers share of boots that are 6 deviations off, 0 to 1
 * @param iterations a boot, at least 1
 */
public record Scenario(NoiseShape shape, double shared, double drift, double outliers, int iterations) {

    private static final double OUTLIER = 6;
    private static final double LEVEL = 5;
    private static final double TREND = 0.01;

    public Scenario {
        if (!(shared >= 0) || !Double.isFinite(shared + drift) || !(outliers >= 0 && outliers <= 1) || iterations < 1) {
            throw new AnalysisException("A scenario needs a shared deviation of at least 0, a finite drift, a share of"
                    + " outliers from 0 to 1 and at least 1 iteration, not " + shared + ", " + drift + ", " + outliers
                    + " and " + iterations + ".");
        }
    }

    /** Plain: this shape, a boot effect of half a percent, 3 iterations. */
    public static Scenario of(NoiseShape shape) {
        return new Scenario(shape, 0.005, 0, 0, 3);
    }

    /** The noise that every metric of each boot shares. */
    List<Double> sharedNoise(int boots, SplittableRandom random) {
        List<Double> noises = new ArrayList<>(boots);
        for (int i = 0; i < boots; i++) {
            noises.add(shared * shape.draw(random));
        }
        return noises;
    }

    /**
     * The boots of one kernel and metric.
     *
     * @param gain logarithm of the kernel's value over the level
     * @param places place of each boot in the order of all boots, for the drift
     */
    List<BootSamples> boots(
            String name,
            double gain,
            SimulatedMetric metric,
            List<Double> sharedNoise,
            List<Integer> places,
            SplittableRandom random) {
        double deviation = metric.deviation();
        NoiseShape own = shape.of(metric);
        List<BootSamples> boots = new ArrayList<>(sharedNoise.size());
        for (int b = 0; b < sharedNoise.size(); b++) {
            double log = LEVEL
                    + gain
                    + sharedNoise.get(b)
                    + deviation * own.draw(random)
                    + drift * places.get(b)
                    + (outliers > 0 && random.nextDouble() < outliers ? OUTLIER * deviation : 0);
            double[] values = new double[iterations];
            for (int i = 0; i < iterations; i++) {
                values[i] = Math.exp(log + TREND * i + deviation / 2 * random.nextGaussian());
            }
            boots.add(BootSamples.of(name + b, values));
        }
        return boots;
    }
}
