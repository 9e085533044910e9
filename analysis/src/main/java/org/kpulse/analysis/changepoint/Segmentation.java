package org.kpulse.analysis.changepoint;

import java.util.Arrays;

/**
 * The division of a series into levels that explains most for its price: optimal partitioning (Jackson, B. et al. (2005), An algorithm for
 * optimal partitioning of data on an interval, IEEE Signal Process. Lett. 12, 105-108) over the places {@link Screening} offers, each change
 * at the price of {@link Boundary}, then each change moved to the best place between its neighbours. Places that no later division can use
 * are dropped on the way (Killick, R. et al. (2012), Optimal detection of changepoints with a linear computational cost, JASA 107, 1590-1598).
 */
final class Segmentation {

    private static final int SHORTEST = 2;
    private static final int ROUNDS = 2;
    /** Lengths of levels that have their own price; longer ones have that of the longest. */
    private static final int LENGTHS = 64;

    private final Sums sums;
    private final double[] inner = new double[LENGTHS];
    private final double[] tail = new double[LENGTHS];
    private final double dearest;

    private Segmentation(Sums sums, ArNoise noise, double unit) {
        this.sums = sums;
        double most = 0;
        for (int length = SHORTEST; length < LENGTHS; length++) {
            inner[length] = unit * Boundary.penalty(Boundary.inner(length), noise, length);
            tail[length] = unit
                    * (length < Boundary.LEAST
                            ? Boundary.outliers(noise, length)
                            : Boundary.penalty(Boundary.once(length), noise, length));
            most = Math.max(most, Math.max(inner[length], tail[length]));
        }
        dearest = most;
    }

    /**
     * Ends of the levels: 0, the first point of each later level, and the size.
     *
     * @param candidates places from {@link Screening}
     * @param unit variance of a point in the unit of the sums
     */
    static int[] levels(Sums sums, int[] candidates, ArNoise noise, double unit) {
        int n = sums.size();
        if (n < 2 * Boundary.LEAST) {
            return new int[] {0, n};
        }
        int[] places = new Segmentation(sums, noise, unit).partition(candidates);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 1; i + 1 < places.length; i++) {
                places[i] = best(sums, places[i - 1], places[i], places[i + 1]);
            }
        }
        return places;
    }

    /** The best place of one change between two others, each level left with enough points where it has them. */
    static int best(Sums sums, int from, int at, int to) {
        int best = at;
        double most = sums.gain(from, at) + sums.gain(at, to);
        int start = from + Math.min(Boundary.LEAST, at - from);
        int end = to - Math.min(Boundary.LEAST, to - at);
        for (int place = start; place <= end; place++) {
            double value = sums.gain(from, place) + sums.gain(place, to);
            if (value > most) {
                most = value;
                best = place;
            }
        }
        return best;
    }

    private int[] partition(int[] at) {
        int m = at.length;
        double[] value = new double[m];
        int[] previous = new int[m];
        int[] open = new int[m];
        int opened = 1;
        for (int j = 1; j < m; j++) {
            value[j] = Double.NEGATIVE_INFINITY;
            for (int o = 0; o < opened; o++) {
                int i = open[o];
                if (isLevel(at, i, j)) {
                    double sum = value[i] + sums.gain(at[i], at[j]) - price(at, i, j);
                    if (sum > value[j]) {
                        value[j] = sum;
                        previous[j] = i;
                    }
                }
            }
            if (at[j] > at[m - 1] - SHORTEST) {
                open[opened++] = j;
                continue;
            }
            int kept = 0;
            for (int o = 0; o < opened; o++) {
                int i = open[o];
                if (value[i] + sums.gain(at[i], at[j]) > value[j] - dearest) {
                    open[kept++] = i;
                }
            }
            open[kept++] = j;
            opened = kept;
        }
        int[] ends = new int[m];
        int first = m;
        for (int j = m - 1; j > 0; j = previous[j]) {
            ends[--first] = at[j];
        }
        ends[--first] = 0;
        return Arrays.copyOfRange(ends, first, m);
    }

    private static boolean isLevel(int[] at, int i, int j) {
        return at[j] - at[i] >= (i == 0 ? Boundary.LEAST : SHORTEST);
    }

    private double price(int[] at, int i, int j) {
        if (i == 0) {
            return 0;
        }
        int length = Math.min(at[j] - at[i], LENGTHS - 1);
        return j == at.length - 1 ? tail[length] : inner[length];
    }
}
