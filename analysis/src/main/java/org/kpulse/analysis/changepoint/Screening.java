package org.kpulse.analysis.changepoint;

import java.util.Arrays;

/**
 * Places at which a level may end: where the means of a window before and a window after differ, locally most, for windows of all sizes, alike
 * or one four times the other. Thins the search; nothing is decided here.
 */
final class Screening {

    private static final double WORTH_A_LOOK = 2.4;
    /** Every place so near an end is looked at. */
    private static final int ENDS = 12;

    private static final int RATIO = 4;

    private Screening() {}

    /** Ascending places, 0 and the size among them. */
    static int[] candidates(Sums sums) {
        int n = sums.size();
        boolean[] chosen = new boolean[n + 1];
        chosen[0] = true;
        chosen[n] = true;
        for (int i = 1; i < n; i++) {
            chosen[i] = i <= ENDS || i >= n - ENDS;
        }
        double[] z = new double[n + 1];
        for (int h = 2; 2 * h <= n; h = h < 4 ? h + 1 : h + h / 2) {
            mark(sums, z, h, h, chosen);
        }
        for (int h = 2; (RATIO + 1) * h <= n; h *= 2) {
            mark(sums, z, RATIO * h, h, chosen);
            mark(sums, z, h, RATIO * h, chosen);
        }
        int count = 0;
        int[] places = new int[n + 1];
        for (int i = 0; i <= n; i++) {
            if (chosen[i]) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    private static void mark(Sums sums, double[] z, int before, int after, boolean[] chosen) {
        int n = sums.size();
        if (before + after > n) {
            return;
        }
        int low = before;
        int high = n - after;
        for (int at = low; at <= high; at++) {
            z[at] = Math.abs(sums.z(at - before, at, at + after));
        }
        int radius = Math.max(1, Math.min(before, after) / 2);
        int at = low;
        while (at <= high) {
            if (z[at] > WORTH_A_LOOK && isPeak(z, at, Math.max(low, at - radius), Math.min(high, at + radius))) {
                chosen[at] = true;
                at += radius;
            }
            at++;
        }
    }

    private static boolean isPeak(double[] z, int at, int from, int to) {
        for (int i = from; i <= to; i++) {
            if (z[i] > z[at]) {
                return false;
            }
        }
        return true;
    }
}
