package org.kpulse.bisect.search;

/**
 * One thing to do next: a probe to make.
 *
 * @param commit to test; {@link org.kpulse.bisect.graph.CommitGraph#GOOD} is the good end
 * @param purpose of the probe
 * @param build whether a new build is wanted: of a commit not built yet, or of one that is, with another layout
 * @param runs boots to make, at least 1
 */
public record Step(int commit, Probe.Purpose purpose, boolean build, int runs) {

    public Step {
        if (runs < 1) {
            throw new IllegalArgumentException("A step needs a run, not " + runs + ".");
        }
    }

    /** What it costs. */
    public double cost(Prices prices) {
        return (build ? prices.build() : 0) + runs * prices.run();
    }
}
