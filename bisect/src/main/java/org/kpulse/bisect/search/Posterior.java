package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.kpulse.bisect.graph.CommitGraph;

/** How probable each candidate is after all samples so far, given that there is one culprit. Immutable. */
public final class Posterior {

    private final double[] culprit;
    private final double[] bad;
    private final int best;

    private Posterior(double[] culprit, double[] bad) {
        this.culprit = culprit;
        this.bad = bad;
        int top = 0;
        for (int h = 1; h < culprit.length; h++) {
            top = culprit[h] > culprit[top] ? h : top;
        }
        this.best = top;
    }

    /** Bayes' rule over the classes. */
    static Posterior of(Hypotheses hypotheses, Classes classes, double[] logs) {
        double top = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            top = Math.max(top, log);
        }
        double[] likelihood = new double[logs.length];
        for (int k = 0; k < logs.length; k++) {
            likelihood[k] = Math.exp(logs[k] - top);
        }
        CommitGraph graph = hypotheses.graph();
        double[] culprit = new double[graph.size()];
        double sum = 0;
        for (int h = 0; h < culprit.length; h++) {
            culprit[h] = hypotheses.prior(h) * likelihood[classes.of(h)];
            sum += culprit[h];
        }
        for (int h = 0; h < culprit.length; h++) {
            culprit[h] /= sum;
        }
        return new Posterior(culprit, graph.ancestry().sums(culprit));
    }

    /** The most probable candidate. */
    public int best() {
        return best;
    }

    /** Probability that this candidate is the culprit. */
    public double probability(int commit) {
        return culprit[commit];
    }

    /** Probability that this commit is bad; 0 for the good end. */
    public double probabilityOfBad(int commit) {
        return commit == CommitGraph.GOOD ? 0 : bad[commit];
    }

    /** The fewest candidates that hold the culprit with at least this probability, the most probable first. */
    public List<Integer> credible(double share) {
        List<Integer> order = IntStream.range(0, culprit.length)
                .filter(h -> culprit[h] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer h) -> -culprit[h]).thenComparing(h -> h))
                .toList();
        List<Integer> set = new ArrayList<>();
        double sum = 0;
        for (int h : order) {
            if (sum >= share) {
                break;
            }
            set.add(h);
            sum += culprit[h];
        }
        return set;
    }

    /** Bits that are still missing to know the culprit. */
    public double entropy() {
        double bits = 0;
        for (double p : culprit) {
            bits -= p > 0 ? p * Math.log(p) : 0;
        }
        return bits / Math.log(2);
    }

    double[] probabilities() {
        return culprit.clone();
    }
}
