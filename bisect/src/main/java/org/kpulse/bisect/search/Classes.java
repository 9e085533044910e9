package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.bisect.graph.CommitGraph;

/**
 * Candidates that the same tested commits would be bad for, grouped: no sample so far tells them apart, so a likelihood is computed
 * once a class. On a line the classes are the stretches between tested commits.
 */
final class Classes {

    private final int[] of;
    private final List<boolean[]> bad;

    private Classes(int[] of, List<boolean[]> bad) {
        this.of = of;
        this.bad = bad;
    }

    /** Groups the candidates by which of the tested commits contain them. */
    static Classes of(CommitGraph graph, int[] tested) {
        int[] of = new int[graph.size()];
        List<boolean[]> bad = new ArrayList<>();
        bad.add(new boolean[tested.length]);
        boolean[] isBad = new boolean[of.length];
        for (int t = 0; t < tested.length; t++) {
            int[] size = new int[bad.size()];
            int[] moved = new int[bad.size()];
            for (int h = 0; h < of.length; h++) {
                isBad[h] = graph.isBad(tested[t], h);
                size[of[h]]++;
                moved[of[h]] += isBad[h] ? 1 : 0;
            }
            int[] into = split(bad, t, size, moved);
            for (int h = 0; h < of.length; h++) {
                of[h] = isBad[h] ? into[of[h]] : of[h];
            }
        }
        return new Classes(of, bad);
    }

    /** Splits the classes of which some, not all, are bad at the t-th tested commit; returns where their bad candidates go. */
    private static int[] split(List<boolean[]> bad, int t, int[] size, int[] moved) {
        int[] into = new int[size.length];
        for (int k = 0; k < into.length; k++) {
            into[k] = k;
            if (moved[k] == size[k]) {
                bad.get(k)[t] = true;
            } else if (moved[k] > 0) {
                boolean[] part = bad.get(k).clone();
                part[t] = true;
                into[k] = bad.size();
                bad.add(part);
            }
        }
        return into;
    }

    int count() {
        return bad.size();
    }

    /** Class of a candidate. */
    int of(int commit) {
        return of[commit];
    }

    /** Whether the t-th tested commit is bad for this class. */
    boolean isBad(int k, int t) {
        return bad.get(k)[t];
    }

    /** Sums of a value a candidate, by class. */
    double[] sums(double[] values) {
        double[] sums = new double[bad.size()];
        for (int h = 0; h < of.length; h++) {
            sums[of[h]] += values[h];
        }
        return sums;
    }
}
