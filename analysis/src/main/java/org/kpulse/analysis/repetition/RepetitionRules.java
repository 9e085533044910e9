package org.kpulse.analysis.repetition;

import java.util.stream.IntStream;
import org.kpulse.analysis.AnalysisException;

/**
 * How many boots a side are made before each look at the data.
 *
 * @param start boots a side before the first look, at least 2
 * @param step boots a side added before each further look, at least 1
 * @param cap boots a side at the last look, at least {@code start}
 */
public record RepetitionRules(int start, int step, int cap) {

    /** 3, 6, 9 and 12 boots a side. */
    public static final RepetitionRules DEFAULT = new RepetitionRules(3, 3, 12);

    public RepetitionRules {
        if (start < 2 || step < 1 || cap < start) {
            throw new AnalysisException(
                    "Repetition needs a start of at least 2 boots, a step of at least 1 and a cap not"
                            + " below the start, not " + start + ", " + step + " and " + cap + ".");
        }
    }

    /** A number of boots fixed beforehand: one look, which may spend all of alpha. */
    public static RepetitionRules fixed(int boots) {
        return new RepetitionRules(boots, 1, boots);
    }

    /** Boots a side at each look, ascending; the last is the cap. */
    public int[] looks() {
        int more = (cap - start + step - 1) / step;
        return IntStream.rangeClosed(0, more)
                .map(look -> Math.min(cap, start + look * step))
                .toArray();
    }
}
