package org.kpulse.analysis.changepoint;

import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.StudentT;

/**
 * Where one change between two places is, and how large, with intervals. Every place between the neighbouring changes has the weight
 * {@code exp(gain / 2)}, the profile likelihood of a change there: the interval leaves at most half the error on either side. The variance of the
 * size is that of the levels' difference plus that of the places (law of total variance).
 *
 * @param at best place: first point of the new level
 * @param low lower end of the interval
 * @param high upper end of it
 * @param size in deviations of the first guess of the noise
 * @param error standard error of {@code size}
 * @param freedom degrees of freedom of that
 */
record Position(int at, int low, int high, double size, double error, double freedom) {

    /** The change at {@code at}, fixed, between the changes at {@code from} and {@code to}. */
    static Position of(Sums sums, int from, int at, int to, ArNoise noise, double unit, double confidence) {
        double scale = 2 * unit * noise.inflation(Math.min(to - at, at - from));
        double most = 0;
        for (int s = from + 1; s < to; s++) {
            most = Math.max(most, sums.gain(from, s) + sums.gain(s, to));
        }
        double total = 0;
        double first = 0;
        double second = 0;
        double within = 0;
        double[] upTo = new double[to - from];
        for (int s = from + 1; s < to; s++) {
            double weight = Math.exp((sums.gain(from, s) + sums.gain(s, to) - most) / scale);
            double size = sums.mean(s, to) - sums.mean(from, s);
            total += weight;
            first += weight * size;
            second += weight * size * size;
            within += weight * variance(sums, from, s, to, noise);
            upTo[s - from] = total;
        }
        double tail = (1 - confidence) / 2 * total;
        int low = from + 1;
        while (upTo[low - from] < tail) {
            low++;
        }
        int high = to - 1;
        while (high > low && total - upTo[high - 1 - from] < tail) {
            high--;
        }
        double mean = first / total;
        double among = Math.max(0, second / total - mean * mean);
        double error = Math.sqrt(unit * within / total + among);
        double size = sums.mean(at, to) - sums.mean(from, at);
        return new Position(at, Math.min(low, at), Math.max(high, at), size, error, noise.degreesOfFreedom());
    }

    /** Confidence interval of the size, on the scale of y. */
    Interval sizeInterval(double scale, double confidence) {
        double half = StudentT.quantile((1 + confidence) / 2, freedom) * error;
        return new Interval(scale * (size - half), scale * (size + half));
    }

    private static double variance(Sums sums, int from, int at, int to, ArNoise noise) {
        return noise.inflation(at - from) / sums.weight(from, at) + noise.inflation(to - at) / sums.weight(at, to);
    }
}
