package org.kpulse.harness.demo;

import java.util.List;
import java.util.Random;
import org.kpulse.analysis.Direction;

/**
 * The true levels of all metrics on all platforms, kernel by kernel: they stay until a kernel changes the cost of a benchmark by 1 to
 * 12 percent, more on some platforms than on others. What a boot measures is the level times normal noise in the logarithm; one boot in
 * 200 is far off. The deviation of boots is from 0.2 to 3 percent in time and from 0.005 to 0.1 percent in instructions.
 */
final class DemoWalk {

    private static final double CHANGES = 0.004;
    private static final double FAR_OFF = 0.005;

    private final Random random;
    private final List<DemoMetric> metrics;
    private final int benchmarks;
    private final double[][] level; // by platform and metric, natural logarithm
    private final double[][] deviation;

    /** Starts before the first kernel. {@code instructions} says of each platform whether it counts them. */
    DemoWalk(long seed, List<DemoMetric> metrics, boolean[] instructions) {
        this.random = new Random(seed);
        this.metrics = List.copyOf(metrics);
        this.benchmarks =
                1 + metrics.stream().mapToInt(DemoMetric::benchmark).max().orElseThrow();
        this.level = new double[instructions.length][metrics.size()];
        this.deviation = new double[instructions.length][metrics.size()];
        for (int m = 0; m < metrics.size(); m++) {
            double common = Math.log(10) * (6 * random.nextDouble() - 1);
            for (int p = 0; p < instructions.length; p++) {
                level[p][m] = common + 0.5 * random.nextGaussian();
                deviation[p][m] = (instructions[p] ? 0.00005 : 0.002) * Math.pow(15, random.nextDouble());
            }
        }
    }

    /** Goes on to the next kernel. */
    void step() {
        for (int b = 0; b < benchmarks; b++) {
            if (random.nextDouble() < CHANGES) {
                change(b, (0.01 + 0.11 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
            }
        }
    }

    private void change(int benchmark, double cost) {
        for (int p = 0; p < level.length; p++) {
            double here = cost * (0.6 + 0.6 * random.nextDouble());
            for (int m = 0; m < metrics.size(); m++) {
                if (metrics.get(m).benchmark() == benchmark) {
                    level[p][m] += metrics.get(m).direction() == Direction.LOWER_IS_BETTER ? here : -here;
                }
            }
        }
    }

    /** What one boot of the kernel measures of each metric on a platform; all are positive. */
    double[] boot(int platform) {
        double[] values = new double[metrics.size()];
        double off = random.nextDouble() < FAR_OFF ? 10 : 0;
        for (int m = 0; m < values.length; m++) {
            values[m] = Math.exp(level[platform][m] + deviation[platform][m] * (off + random.nextGaussian()));
        }
        return values;
    }
}
