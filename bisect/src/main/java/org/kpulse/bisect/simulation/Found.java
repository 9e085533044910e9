package org.kpulse.bisect.simulation;

/**
 * How one simulated bisection ended.
 *
 * @param right whether it named the culprit
 * @param stated the probability it gave what it named; 0 if it names none
 * @param runs made, those at the ends too
 * @param builds made
 * @param endPairs pairs of runs, among the runs, that checked the ends
 * @param saidNothingThere whether it said that there is no change
 */
record Found(boolean right, double stated, int runs, int builds, int endPairs, boolean saidNothingThere) {}
