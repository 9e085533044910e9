package org.kpulse.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Samples for tests. */
public final class Given {

    private Given() {}

    /** One boot a value, one iteration each; time in seconds, lower is better. */
    public static MetricSamples metric(String name, double[] base, double[] candidate) {
        return metric(name, Direction.LOWER_IS_BETTER, boots("b", base), boots("c", candidate));
    }

    public static MetricSamples metric(
            String name, Direction direction, List<BootSamples> base, List<BootSamples> candidate) {
        return new MetricSamples(key(name), "s", direction, base, candidate);
    }

    /** {@code benchmark/metric}, or the benchmark's metric {@code time}. */
    public static MetricKey key(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0
                ? new MetricKey(name, "time")
                : new MetricKey(name.substring(0, slash), name.substring(slash + 1));
    }

    public static List<BootSamples> boots(String prefix, double... values) {
        List<BootSamples> boots = new ArrayList<>();
        for (double value : values) {
            boots.add(BootSamples.of(prefix + boots.size(), value));
        }
        return boots;
    }

    public static double[] values(double... values) {
        return values;
    }

    /** A metric of random size, spread, effect and shape: {@code 2 to 7} boots a side of {@code 1 to 4} iterations. */
    public static MetricSamples random(String name, RandomGenerator random) {
        double level = Math.exp(random.nextDouble(-20, 20));
        double spread = Math.exp(random.nextDouble(-12, -1));
        double effect = random.nextBoolean() ? 0 : random.nextGaussian() * 0.1;
        int iterations = random.nextInt(1, 5);
        Direction direction = random.nextBoolean() ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER;
        return metric(
                name,
                direction,
                random(random, "b", Math.log(level), spread, iterations),
                random(random, "c", Math.log(level) + effect, spread, iterations));
    }

    private static List<BootSamples> random(
            RandomGenerator random, String prefix, double log, double spread, int iterations) {
        List<BootSamples> boots = new ArrayList<>();
        int count = random.nextInt(2, 8);
        for (int boot = 0; boot < count; boot++) {
            double[] values = new double[iterations];
            double bootLog = log + spread * random.nextGaussian();
            for (int i = 0; i < iterations; i++) {
                values[i] = Math.exp(bootLog + 0.01 * i + spread * random.nextGaussian());
            }
            boots.add(BootSamples.of(prefix + boot, values));
        }
        return boots;
    }
}
