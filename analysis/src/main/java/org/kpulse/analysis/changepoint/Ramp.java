package org.kpulse.analysis.changepoint;

/**
 * A slow change: level, then straight to another level, then level.
 *
 * @param first last point of the old level
 * @param last first point of the new level
 * @param size new level minus old, in deviations
 * @param error standard error of {@code size} for independent points of variance 1, the places taken as known
 * @param rest what it leaves unexplained
 */
record Ramp(int first, int last, double size, double error, double rest) {

    /** A change over fewer points is taken for a step. */
    static final int SHORTEST = 8;

    private static final int GRID = 16;

    /** The ramp that leaves least of {@code [from, to)}, at least {@link #SHORTEST} points long. */
    static Ramp best(Sums sums, int[] time, int from, int to) {
        int step = Math.max(1, (to - 1 - from) / GRID);
        Ramp best = new Ramp(from, to - 1, 0, 0, Double.POSITIVE_INFINITY);
        for (int i = from; i < to; i += step) {
            for (int j = to - 1; j - i >= SHORTEST; j -= step) {
                best = better(sums, time, from, to, i, j, best);
            }
        }
        for (int finer = step; finer >= 1; finer /= 2) {
            Ramp centre = best;
            for (int i = -2; i <= 2; i++) {
                for (int j = -2; j <= 2; j++) {
                    int first = centre.first + i * finer;
                    best = better(sums, time, from, to, first, centre.last + j * finer, best);
                }
            }
        }
        return best;
    }

    private static Ramp better(Sums sums, int[] time, int from, int to, int i, int j, Ramp best) {
        if (i < from || j >= to || j - i < SHORTEST) {
            return best;
        }
        Sums.Slope slope = sums.ramp(from, to, i, j, time[i] - time[0], time[j] - time[0]);
        return slope.rest() < best.rest ? new Ramp(i, j, slope.size(), slope.error(), slope.rest()) : best;
    }

    /** First and last place at which the ramp may start, {@link #last} kept: as {@link Position}. */
    int[] starts(Sums sums, int[] time, int from, int to, double scale, double confidence) {
        int count = last - SHORTEST - from + 1;
        double[] upTo = new double[count];
        double total = 0;
        for (int i = 0; i < count; i++) {
            Sums.Slope slope = sums.ramp(from, to, from + i, last, time[from + i] - time[0], time[last] - time[0]);
            total += Math.exp((rest - slope.rest()) / scale);
            upTo[i] = total;
        }
        double tail = (1 - confidence) / 2 * total;
        int low = 0;
        while (upTo[low] < tail) {
            low++;
        }
        int high = count - 1;
        while (high > low && total - upTo[high - 1] < tail) {
            high--;
        }
        return new int[] {Math.min(from + low, first), Math.max(from + high, first)};
    }
}
