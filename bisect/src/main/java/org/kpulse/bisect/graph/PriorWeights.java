package org.kpulse.bisect.graph;

import java.util.BitSet;
import java.util.function.ToDoubleFunction;

/**
 * How likely each candidate is the culprit before anything is measured, from what it touches. A factor tells how much likelier than an
 * ordinary commit it is; factors are held within [1 / bound, bound], so that no guess can hide a culprit: with a bound of 10, a
 * culprit that was thought unlikely costs at most log2(100) = 6.6 bits more than one thought likely.
 */
public final class PriorWeights {

    /** Factors further from 1 are drawn in to this, or to one over it. */
    public static final double BOUND = 10;

    private PriorWeights() {}

    /** Every candidate that touches the paths asked for weighs the same. */
    public static double[] flat(GitRange range) {
        return of(range, name -> 1);
    }

    /**
     * One weight a candidate: its factor within the bound, or 0 if it touches none of the paths asked for.
     *
     * @param factor of a commit's name; what is not a number counts as 1
     */
    public static double[] of(GitRange range, ToDoubleFunction<String> factor) {
        double[] weights = new double[range.graph().size()];
        BitSet touching = range.touching();
        for (int i = 0; i < weights.length; i++) {
            weights[i] =
                    touching.get(i) ? bounded(factor.applyAsDouble(range.graph().name(i))) : 0;
        }
        return weights;
    }

    /** A factor within [1 / {@value #BOUND}, {@value #BOUND}]. */
    public static double bounded(double factor) {
        return Double.isNaN(factor) ? 1 : Math.max(1 / BOUND, Math.min(BOUND, factor));
    }
}
