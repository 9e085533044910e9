package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Steps or a slow change? A row of steps in one direction is replaced by a ramp where that describes the points better: the sum of squares left
 * plus {@link #PRICE} a parameter (a step has place and size, a ramp two places and a size), in the manner of Schwarz, G. (1978), Estimating the
 * dimension of a model, Ann. Statist. 6, 461-464.
 */
final class Drifts {

    /** About half the likelihood ratio asked of a step. */
    static final double PRICE = 8;

    private static final int STEP_PARAMETERS = 2;
    private static final int RAMP_PARAMETERS = 3;
    /** Rows longer than this are tried as a whole only. */
    private static final int LONGEST_ROW = 20;

    private static final int SHORTEST_LEVEL = 20;

    private Drifts() {}

    /**
     * A ramp in place of changes.
     *
     * @param firstChange number of the first change it replaces, from 1; of the change after it if it replaces none
     * @param lastChange number of the last change it replaces
     * @param from first point of the stretch it describes
     * @param to end of the stretch
     * @param ramp the ramp
     */
    record Drift(int firstChange, int lastChange, int from, int to, Ramp ramp) {}

    /** The ramps that are better than the steps of {@code ends}, in order. */
    static List<Drift> of(Prepared series, int[] ends, ArNoise noise) {
        double price = PRICE * series.unit(noise) * noise.inflation(series.size());
        List<Drift> found = new ArrayList<>();
        int changes = ends.length - 2;
        int first = 1;
        while (first <= changes) {
            int last = first;
            while (last < changes && sign(series.sums(), ends, last + 1) == sign(series.sums(), ends, first)) {
                last++;
            }
            search(series, ends, first, last, price, found);
            first = last + 1;
        }
        for (int level = 0; level + 1 < ends.length; level++) {
            slopeOfLevel(series, ends, level, noise, found);
        }
        found.sort(Comparator.comparingInt(drift -> drift.ramp().first()));
        return found;
    }

    /** By how much a ramp over {@code [ends[first - 1], ends[last + 1])} is better than the steps in it. */
    static double saving(Prepared series, int[] ends, int first, int last, Ramp ramp, double price) {
        double steps = price * STEP_PARAMETERS * (last - first + 1);
        for (int level = first - 1; level <= last; level++) {
            steps += series.sums().levelRest(ends[level], ends[level + 1]);
        }
        return steps - ramp.rest() - price * RAMP_PARAMETERS;
    }

    private static void search(Prepared series, int[] ends, int first, int last, double price, List<Drift> found) {
        Drift best = null;
        double most = 0;
        for (int i = first; i <= last; i++) {
            for (int j = i; j <= last; j++) {
                if (j - i >= LONGEST_ROW && !(i == first && j == last)) {
                    continue;
                }
                int from = ends[i - 1];
                int to = ends[j + 1];
                if (to - from <= Ramp.SHORTEST) {
                    continue;
                }
                Ramp ramp = Ramp.best(series.sums(), series.time(), from, to);
                double saving = saving(series, ends, i, j, ramp, price);
                if (saving > most) {
                    most = saving;
                    best = new Drift(i, j, from, to, ramp);
                }
            }
        }
        if (best != null) {
            found.add(best);
            search(series, ends, first, best.firstChange() - 1, price, found);
            search(series, ends, best.lastChange() + 1, last, price, found);
        }
    }

    /** A level that is a slope throughout, too small to be divided. */
    private static void slopeOfLevel(Prepared series, int[] ends, int level, ArNoise noise, List<Drift> found) {
        int from = ends[level];
        int to = ends[level + 1];
        boolean touched = found.stream().anyMatch(drift -> drift.from() < to && from < drift.to());
        if (touched || to - from < SHORTEST_LEVEL) {
            return;
        }
        double explained = series.sums().levelRest(from, to) - series.sums().lineRest(from, to);
        double asked = Boundary.penalty(Boundary.inner(to - from), noise, to - from);
        if (explained > series.unit(noise) * asked) {
            Ramp ramp = Ramp.best(series.sums(), series.time(), from, to);
            found.add(new Drift(level + 1, level, from, to, ramp));
        }
    }

    static double sign(Sums sums, int[] ends, int change) {
        return Math.signum(sums.mean(ends[change], ends[change + 1]) - sums.mean(ends[change - 1], ends[change]));
    }
}
