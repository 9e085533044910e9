package org.kpulse.bisect.search;

import java.util.Arrays;
import org.kpulse.bisect.graph.CommitGraph;

/** The candidates with what is believed of each before any sample: the probability that it is the culprit. Immutable. */
public final class Hypotheses {

    private final CommitGraph graph;
    private final double[] priors;

    /**
     * These candidates, each as likely as its weight says.
     *
     * @param graph of the candidates
     * @param weights one a candidate, finite, not negative, not all 0; 0 rules a candidate out. They need not sum to 1.
     */
    public Hypotheses(CommitGraph graph, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        if (weights.length != graph.size()
                || Arrays.stream(weights).anyMatch(w -> !(w >= 0))
                || !(sum > 0)
                || !Double.isFinite(sum)) {
            throw new IllegalArgumentException("The " + graph.size()
                    + " candidates need a weight each, none negative, one above 0; here are " + weights.length + ".");
        }
        this.graph = graph;
        this.priors = Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    /** Each candidate is as likely as every other. */
    public static Hypotheses flat(CommitGraph graph) {
        double[] weights = new double[graph.size()];
        Arrays.fill(weights, 1);
        return new Hypotheses(graph, weights);
    }

    public CommitGraph graph() {
        return graph;
    }

    /** Probability of a candidate before any sample. */
    public double prior(int commit) {
        return priors[commit];
    }
}
