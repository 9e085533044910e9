package org.kpulse.bisect.simulation;

/**
 * How one simulated bisection ended.
 *
 * @param right whether it named the culprit, the commit with the largest change
 * @param stated the probability it gave what it named; 0 if it names none
 * @param cost what it took
 * @param saidNothingThere whether it said that there is no change
 * @param beside what it said of further changes
 */
record Found(boolean right, double stated, Cost cost, boolean saidNothingThere, Beside beside) {

    /**
     * What it took.
     *
     * @param runs made, those at the ends too
     * @param builds made
     * @param endPairs pairs of runs, among the runs, that checked the ends
     */
    record Cost(int runs, int builds, int endPairs) {}

    /** Further changes. */
    enum Beside {
        /** It named none. */
        NONE,
        /** It named one or more, and another commit with a change than the named one is in the credible set of one. */
        HELD,
        /** It named one or more, and there is no such commit in their sets. */
        MISSED
    }
}
