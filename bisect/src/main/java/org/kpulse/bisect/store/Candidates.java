package org.kpulse.bisect.store;

import java.util.List;
import java.util.stream.IntStream;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Hypotheses;

/**
 * The candidates of a bisection as they are stored.
 *
 * @param graph named by full hashes
 * @param weights one a candidate, not negative; 0 for one that cannot be the culprit
 * @param subjects first lines of the messages, a stranger's text
 */
public record Candidates(CommitGraph graph, List<Double> weights, List<String> subjects) {

    public Candidates {
        weights = List.copyOf(weights);
        subjects = List.copyOf(subjects);
        if (weights.size() != graph.size() || subjects.size() != graph.size()) {
            throw new IllegalArgumentException(
                    "Each of the " + graph.size() + " candidates has a weight and a subject.");
        }
    }

    /** With what is believed of each beforehand. */
    public Hypotheses hypotheses() {
        return new Hypotheses(graph, weights.stream().mapToDouble(w -> w).toArray());
    }

    /**
     * The same, weighed by what they touch.
     *
     * @param factors one a candidate, by which its weight is multiplied; none leave all as they are
     */
    public Candidates weighed(List<Double> factors) {
        return factors.isEmpty()
                ? this
                : new Candidates(
                        graph,
                        IntStream.range(0, factors.size())
                                .mapToObj(c -> weights.get(c) * factors.get(c))
                                .toList(),
                        subjects);
    }
}
