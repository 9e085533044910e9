package org.kpulse.analysis.noise;

import java.util.Arrays;

/**
 * Distance of a sample's distribution function from the nearest one with a single mode: Hartigan, J. A. and Hartigan, P. M. (1985),
 * The dip test of unimodality, Annals of Statistics 13, 70-84; the algorithm of Hartigan, P. M. (1985), AS 217, Applied Statistics
 * 34, 320-325, with the later corrections: between the ends of the modal interval, the greatest convex minorant and the least
 * concave majorant of the distribution function are compared, and the interval shrinks until the dip outside exceeds that inside.
 */
final class Dip {

    private final double[] x;
    /** For each point, the one before it on the greatest convex minorant of the points up to it. */
    private final int[] before;
    /** For each point, the one after it on the least concave majorant of the points from it on. */
    private final int[] after;

    private Dip(double[] sorted) {
        x = sorted;
        int n = x.length;
        before = new int[n];
        after = new int[n];
        for (int j = 1; j < n; j++) {
            int k = j - 1;
            while (k > 0 && (x[j] - x[k]) * (k - before[k]) >= (x[k] - x[before[k]]) * (j - k)) {
                k = before[k];
            }
            before[j] = k;
        }
        after[n - 1] = n - 1;
        for (int j = n - 2; j >= 0; j--) {
            int k = j + 1;
            while (k < n - 1 && (x[j] - x[k]) * (k - after[k]) >= (x[k] - x[after[k]]) * (j - k)) {
                k = after[k];
            }
            after[j] = k;
        }
    }

    /** Between {@code 1/(2n)} and 1/4; of values in any order, at least one. */
    static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n < 2 || sorted[0] == sorted[n - 1]) {
            return 1.0 / (2 * n);
        }
        return new Dip(sorted).compute() / (2 * n);
    }

    private double compute() {
        int low = 0;
        int high = x.length - 1;
        double dip = 1;
        while (true) {
            int[] minorant = path(before, high, low);
            int[] majorant = path(after, low, high);
            Gap gap = widest(minorant, majorant);
            if (gap.distance < dip) {
                return dip;
            }
            double outside = Math.max(belowMinorant(minorant, gap.minorant), aboveMajorant(majorant, gap.majorant));
            dip = Math.max(dip, outside);
            int nextLow = minorant[gap.minorant];
            int nextHigh = majorant[gap.majorant];
            if (low == nextLow && high == nextHigh) {
                return dip;
            }
            low = nextLow;
            high = nextHigh;
        }
    }

    private static int[] path(int[] next, int from, int to) {
        int[] path = new int[next.length];
        int length = 0;
        int at = from;
        path[length++] = at;
        while (from > to ? at > to : at < to) {
            at = next[at];
            path[length++] = at;
        }
        return Arrays.copyOf(path, length);
    }

    /** The greatest distance between the two curves and where on each it lies. */
    private record Gap(double distance, int minorant, int majorant) {}

    /** Walks both curves from the left; the minorant's points lie in falling order. */
    private Gap widest(int[] minorant, int[] majorant) {
        if (minorant.length == 2 && majorant.length == 2) {
            return new Gap(1, minorant.length - 1, majorant.length - 1);
        }
        int ix = minorant.length - 2;
        int iv = 1;
        Gap widest = new Gap(0, minorant.length - 1, majorant.length - 1);
        do {
            int low = minorant[ix];
            int high = majorant[iv];
            double distance;
            if (low > high) {
                int previous = minorant[ix + 1];
                distance = high - previous + 1 - (x[high] - x[previous]) * (low - previous) / (x[low] - x[previous]);
                iv++;
                widest = distance >= widest.distance ? new Gap(distance, ix + 1, iv - 1) : widest;
            } else {
                int previous = majorant[iv - 1];
                distance = (x[low] - x[previous]) * (high - previous) / (x[high] - x[previous]) - (low - previous - 1);
                ix--;
                widest = distance >= widest.distance ? new Gap(distance, ix + 1, iv) : widest;
            }
            ix = Math.max(0, ix);
            iv = Math.min(majorant.length - 1, iv);
        } while (minorant[ix] != majorant[iv]);
        return widest;
    }

    private double belowMinorant(int[] minorant, int from) {
        double dip = 0;
        for (int j = from; j < minorant.length - 1; j++) {
            int low = minorant[j + 1];
            int high = minorant[j];
            double largest = 1;
            if (high - low > 1 && x[high] != x[low]) {
                double slope = (high - low) / (x[high] - x[low]);
                for (int i = low; i <= high; i++) {
                    largest = Math.max(largest, i - low + 1 - (x[i] - x[low]) * slope);
                }
            }
            dip = Math.max(dip, largest);
        }
        return dip;
    }

    private double aboveMajorant(int[] majorant, int from) {
        double dip = 0;
        for (int j = from; j < majorant.length - 1; j++) {
            int low = majorant[j];
            int high = majorant[j + 1];
            double largest = 1;
            if (high - low > 1 && x[high] != x[low]) {
                double slope = (high - low) / (x[high] - x[low]);
                for (int i = low; i <= high; i++) {
                    largest = Math.max(largest, (x[i] - x[low]) * slope - (i - low - 1));
                }
            }
            dip = Math.max(dip, largest);
        }
        return dip;
    }
}
