package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;

/**
 * The division of a series into levels that explains most for its price: optimal partitioning (Jackson, B. et al. (2005), An algorithm for
 * optimal partitioning of data on an interval, IEEE Signal Process. Lett. 12, 105-108) over the places {@link Screening} offers, each change
 * at the price of {@link Boundary}, then each change moved to the best place between its neighbours.
 */
final class Segmentation {

    private static final int SHORTEST = 2;
    private static final int ROUNDS = 2;
    /** Lengths of levels that have their own price; longer ones have that of the longest. */
    private static final int LENGTHS = 64;

    private Segmentation() {}

    /** Ends of the levels, {@code unit} being the variance of a point: 0, the first point of each later level, and the size. */
    static int[] levels(Sums sums, int[] candidates, ArNoise noise, double unit) {
        int n = sums.size();
        if (n < 2 * Boundary.LEAST) {
            return new int[] {0, n};
        }
        int[] places = partition(sums, noise, unit, candidates);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 1; i + 1 < places.length; i++) {
                places[i] = best(sums, places[i - 1], places[i], places[i + 1]);
            }
        }
        return places;
    }

    private static int[] partition(Sums sums, ArNoise noise, double unit, int[] at) {
        int n = sums.size();
        int m = at.length;
        double[] best = new double[m];
        int[] previous = new int[m];
        double[] inner = new double[LENGTHS];
        for (int length = 0; length < inner.length; length++) {
            inner[length] = unit * Boundary.penalty(Boundary.inner(length), noise, Math.max(1, length));
        }
        for (int j = 1; j < m; j++) {
            int end = at[j];
            best[j] = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < j; i++) {
                int start = at[i];
                int length = end - start;
                int least = end == n || start == 0 ? Boundary.LEAST : SHORTEST;
                if (length < least || best[i] == Double.NEGATIVE_INFINITY) {
                    continue;
                }
                double value = best[i] + sums.gain(start, end);
                if (start > 0 && end == n) {
                    value -= unit * Boundary.penalty(Boundary.once(length), noise, length);
                } else if (start > 0) {
                    value -= inner[Math.min(length, LENGTHS - 1)];
                }
                if (value > best[j]) {
                    best[j] = value;
                    previous[j] = i;
                }
            }
        }
        List<Integer> ends = new ArrayList<>();
        for (int j = m - 1; j > 0; j = previous[j]) {
            ends.add(0, at[j]);
        }
        ends.add(0, 0);
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The best place of one change between two others, each level left with enough points where it has them. */
    static int best(Sums sums, int from, int at, int to) {
        int least = to - from >= 2 * SHORTEST ? SHORTEST : 1;
        int best = at;
        double most = sums.gain(from, at) + sums.gain(at, to);
        int start = at - from < Boundary.LEAST ? from + 1 : from + Math.max(least, Boundary.LEAST);
        int end = to - at < Boundary.LEAST ? to - 1 : to - Boundary.LEAST;
        for (int place = start; place <= end; place++) {
            double value = sums.gain(from, place) + sums.gain(place, to);
            if (value > most) {
                most = value;
                best = place;
            }
        }
        return best;
    }
}
