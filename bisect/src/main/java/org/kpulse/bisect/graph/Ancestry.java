package org.kpulse.bisect.graph;

/**
 * Who contains whom, among commits numbered from 0, parents before children. A commit is bad if the culprit is itself or one of its
 * ancestors, so everything a search asks is asked here. Immutable.
 */
public sealed interface Ancestry permits LineAncestry, BitAncestry {

    /** Number of commits. */
    int size();

    /** Whether {@code commit} is {@code ancestor} or has it among its ancestors. */
    boolean contains(int commit, int ancestor);

    /**
     * For each commit the sum of the weights of itself and its ancestors.
     *
     * @param weights one a commit, not negative
     */
    double[] sums(double[] weights);
}
