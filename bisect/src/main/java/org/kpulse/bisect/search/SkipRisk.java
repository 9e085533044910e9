package org.kpulse.bisect.search;

import java.util.BitSet;

/**
 * How likely a commit cannot be tested, from its neighbours that could not: broken commits come in stretches, and the more of a stretch
 * were met, the longer it is thought to be. With n skipped commits met since the last that could be tested, a commit at distance x from
 * the nearest of them is at risk n^2 / (n^2 + x).
 */
final class SkipRisk {

    private final BitSet skipped;
    private final int inARow;

    private SkipRisk(BitSet skipped, int inARow) {
        this.skipped = skipped;
        this.inARow = inARow;
    }

    static SkipRisk of(Evidence evidence) {
        return new SkipRisk(evidence.skipped(), Math.max(1, evidence.skipsInARow()));
    }

    /** 0 to 1. */
    double of(int commit) {
        if (skipped.isEmpty()) {
            return 0;
        }
        int before = skipped.previousSetBit(commit);
        int after = skipped.nextSetBit(commit);
        int distance = Math.min(
                before < 0 ? Integer.MAX_VALUE : commit - before, after < 0 ? Integer.MAX_VALUE : after - commit);
        double reach = (double) inARow * inARow;
        return reach / (reach + distance);
    }
}
