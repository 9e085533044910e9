package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Findings from the levels of a whole series: outliers, drifts, steps and returns are told apart. */
final class Report {

    private final Prepared series;
    private final ArNoise noise;
    private final ChangeRules rules;
    private final Wording wording;

    Report(Prepared series, ArNoise noise, ChangeRules rules) {
        this.series = series;
        this.noise = noise;
        this.rules = rules;
        this.wording = new Wording(series, noise, rules);
    }

    /** In the order of position. */
    List<Finding> of(int[] ends) {
        List<Finding> drafts = new ArrayList<>(wording.outliers(0, series.size() - Wording.SETTLED));
        int[] levels = withoutBlips(ends, drafts);
        List<Drifts.Drift> drifts = Drifts.of(series, levels, noise);
        for (Drifts.Drift drift : drifts) {
            drafts.add(wording.drift(1, drift.ramp(), drift.from(), drift.to(), OptionalInt.empty()));
        }
        List<Wording.Shift> shifts = new ArrayList<>();
        for (int change = 1; change + 1 < levels.length; change++) {
            if (!replaced(drifts, change)) {
                shifts.add(shift(levels, drifts, change));
            }
        }
        for (Wording.Shift shift : shifts) {
            drafts.add(wording.step(1, shift, OptionalInt.empty()));
        }
        drafts.sort(Comparator.comparingInt(Finding::position).thenComparing(Finding::kind));
        return numbered(drafts, shifts);
    }

    private List<Finding> numbered(List<Finding> drafts, List<Wording.Shift> shifts) {
        List<Finding> findings = new ArrayList<>();
        List<Wording.Shift> known = new ArrayList<>();
        for (Finding draft : drafts) {
            int number = findings.size() + 1;
            if (draft.kind() != ChangeKind.STEP) {
                findings.add(Wording.renumbered(draft, number));
                continue;
            }
            Wording.Shift shift = shifts.get(known.size());
            OptionalInt back = wording.returned(shift, known);
            findings.add(wording.step(number, shift, back));
            known.add(shift.withNumber(number));
        }
        return findings;
    }

    /**
     * The last points are left open if too few. Other levels too short to be one are outliers if the level around them is the same, else part
     * of the neighbour they fit best.
     */
    private int[] withoutBlips(int[] ends, List<Finding> drafts) {
        List<Integer> kept = new ArrayList<>();
        for (int end : ends) {
            kept.add(end);
        }
        int last = kept.size() - 1;
        if (last > 1 && kept.get(last) - kept.get(last - 1) < Boundary.LEAST) {
            kept.remove(last);
        }
        int i = 1;
        while (i + 2 < kept.size()) {
            int from = kept.get(i);
            int to = kept.get(i + 1);
            if (to - from >= Boundary.LEAST) {
                i++;
                continue;
            }
            int before = kept.get(i - 1);
            int after = kept.get(i + 2);
            if (wording.same(before, from, to, after, Double.POSITIVE_INFINITY)) {
                drafts.add(wording.blip(1, from, to, before));
                kept.remove(i + 1);
                kept.remove(i);
            } else {
                boolean front = Math.abs(series.sums().z(before, from, to))
                        < Math.abs(series.sums().z(from, to, after));
                kept.remove(front ? i : i + 1);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean replaced(List<Drifts.Drift> drifts, int change) {
        return drifts.stream().anyMatch(drift -> drift.firstChange() <= change && change <= drift.lastChange());
    }

    /** A step between its neighbours, of which a drift's ends are some. */
    private Wording.Shift shift(int[] levels, List<Drifts.Drift> drifts, int change) {
        int at = levels[change];
        int from = levels[change - 1];
        int to = levels[change + 1];
        for (Drifts.Drift drift : drifts) {
            if (drift.ramp().last() < at) {
                from = Math.max(from, drift.ramp().last());
            }
            if (drift.ramp().first() > at) {
                to = Math.min(to, drift.ramp().first() + 1);
            }
        }
        Position position = Position.of(series.sums(), from, at, to, noise, series.unit(noise), rules.confidence());
        return new Wording.Shift(0, from, to, position);
    }
}
