package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Probe.Purpose;

/** States of searches for tests, made step by step; each step gives another state. */
final class Searches {

    /** Rules that leave the check of the ends out and clip nothing. */
    static final SearchRules PLAIN = new SearchRules(0.95, 10, 0.5, 1e9, 0, 3);

    private Searches() {}

    static Symptom level(double claim) {
        return new Symptom.Level(VariancePrior.NONE, Symptom.BuildEffect.NONE, claim);
    }

    static SearchState begin(CommitGraph graph, Symptom symptom, SearchRules rules) {
        return new SearchState(
                Hypotheses.flat(graph), symptom, rules, new Prices(10, 1), Double.POSITIVE_INFINITY, List.of());
    }

    static SearchState with(SearchState state, Probe... more) {
        List<Probe> probes = new ArrayList<>(state.probes());
        probes.addAll(Arrays.asList(more));
        return new SearchState(
                state.hypotheses(), state.symptom(), state.rules(), state.prices(), state.budgetLeft(), probes);
    }

    static SearchState withBudget(SearchState state, double left) {
        return new SearchState(
                state.hypotheses(), state.symptom(), state.rules(), state.prices(), left, state.probes());
    }

    /** Values of the commit's only build. */
    static Probe search(int commit, double... values) {
        return probe(commit, Purpose.SEARCH, "build of " + commit, values);
    }

    static Probe probe(int commit, Purpose purpose, String binary, double... values) {
        return Probe.measured(
                commit, purpose, binary, Arrays.stream(values).boxed().toList());
    }

    static double[] probabilities(SearchState state) {
        return Bisection.decide(state).posterior().probabilities();
    }
}
