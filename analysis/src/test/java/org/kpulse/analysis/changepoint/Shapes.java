package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Series for tests: noise of deviation 1 with shapes put on top. Values are on a scale of hundredths, so that 1 is a deviation of 1 %. */
final class Shapes {

    static final double UNIT = 0.01;

    private Shapes() {}

    /** Kinds of noise, each with deviation 1. */
    enum Noise {
        NORMAL,
        /** Neighbours correlated by 0.3. */
        AR,
        /** Student's t with 3 degrees of freedom. */
        T3,
        /** exp of a normal with deviation 0.5. */
        LOGNORMAL,
        /** Deviations of single points between 0.5 and 2, told by their standard errors. */
        TOLD,
        /** The second half twice as noisy as the first, not told. */
        LOUDER;

        double[] draw(int n, RandomGenerator random) {
            double[] y = new double[n];
            double last = random.nextGaussian();
            for (int i = 0; i < n; i++) {
                double g = random.nextGaussian();
                last = 0.3 * last + Math.sqrt(1 - 0.09) * g;
                y[i] = switch (this) {
                    case NORMAL -> g;
                    case AR -> last;
                    case T3 -> g / Math.sqrt(3) / Math.sqrt(chiSquare(random, 3) / 3);
                    case LOGNORMAL ->
                        (Math.exp(0.5 * g) - Math.exp(0.125)) / Math.sqrt(Math.exp(0.25) * Math.expm1(0.25));
                    case TOLD -> deviation(i) * g;
                    case LOUDER -> (i < n / 2 ? 1 : 2) * g;
                };
            }
            return y;
        }

        /** True deviation of point {@code i}. */
        double deviation(int i) {
            return this == TOLD ? new double[] {0.5, 1, 2, 1, 0.5, 0.7, 2}[i % 7] : 1;
        }

        private static double chiSquare(RandomGenerator random, int degrees) {
            double sum = 0;
            for (int i = 0; i < degrees; i++) {
                double g = random.nextGaussian();
                sum += g * g;
            }
            return sum;
        }
    }

    /** Adds {@code height} from point {@code from} to {@code to}, exclusive. */
    static double[] level(double[] y, int from, int to, double height) {
        double[] out = y.clone();
        for (int i = from; i < to; i++) {
            out[i] += height;
        }
        return out;
    }

    /** Adds a straight rise by {@code height} from point {@code from} to {@code to}, level after it. */
    static double[] ramp(double[] y, int from, int to, double height) {
        double[] out = y.clone();
        for (int i = from; i < y.length; i++) {
            out[i] += height * Math.min(1, (i - from) / (double) (to - from));
        }
        return out;
    }

    /** Kernels k0, k1, ... */
    static List<SeriesPoint> points(double... y) {
        return points(Noise.NORMAL, y);
    }

    /** With the standard errors that the noise tells. */
    static List<SeriesPoint> points(Noise noise, double[] y) {
        List<SeriesPoint> points = new ArrayList<>(y.length);
        for (int i = 0; i < y.length; i++) {
            double error = noise == Noise.TOLD ? UNIT * noise.deviation(i) : 0;
            points.add(new SeriesPoint("k" + i, UNIT * y[i], error, 1));
        }
        return points;
    }

    static List<Finding> analysed(List<SeriesPoint> points) {
        return ChangeAnalysis.of(points, ChangeRules.DEFAULT).findings();
    }

    /** What a watch found, from the first point on. */
    static List<Finding> watched(List<SeriesPoint> points) {
        ChangeWatch watch = ChangeWatch.start(ChangeRules.DEFAULT);
        points.forEach(watch::append);
        return watch.findings();
    }
}
