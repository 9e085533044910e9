package org.kpulse.bisect.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Answer;
import org.kpulse.bisect.search.Bisection;
import org.kpulse.bisect.search.Decision;
import org.kpulse.bisect.search.Hypotheses;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.search.Probe.Purpose;
import org.kpulse.bisect.search.SearchRules;
import org.kpulse.bisect.search.SearchState;
import org.kpulse.bisect.search.Step;
import org.kpulse.bisect.search.Symptom;

/** Does what {@link Bisection} decides until it answers: the driver of a simulated bench. */
final class PosteriorSearch {

    /** Where a search is given up as one that does not end; counted as wrong. */
    private static final int MOST_RUNS = 20_000;

    private final Hypotheses hypotheses;
    private final Symptom symptom;
    private final SearchRules rules;
    private final Prices prices;
    private final Bench bench;
    private final DoubleUnaryOperator seen;

    private final Map<String, Probe> probes = new LinkedHashMap<>();
    private final Map<Integer, Integer> builds = new HashMap<>();
    private int pairs;

    /**
     * A search on one bench.
     *
     * @param seen what the search is told of a value
     */
    PosteriorSearch(
            Hypotheses hypotheses,
            Symptom symptom,
            SearchRules rules,
            Prices prices,
            Bench bench,
            DoubleUnaryOperator seen) {
        this.hypotheses = hypotheses;
        this.symptom = symptom;
        this.rules = rules;
        this.prices = prices;
        this.bench = bench;
        this.seen = seen;
    }

    /** The search; the values of the ends are those that were there before. */
    Found run(double[] good, double[] bad) {
        CommitGraph graph = hypotheses.graph();
        builds.put(CommitGraph.GOOD, 0);
        builds.put(graph.bad(), 0);
        for (double value : good) {
            add(CommitGraph.GOOD, Purpose.HISTORY, value);
        }
        for (double value : bad) {
            add(graph.bad(), Purpose.HISTORY, value);
        }
        while (true) {
            Decision decision = Bisection.decide(new SearchState(
                    hypotheses, symptom, rules, prices, Double.POSITIVE_INFINITY, List.copyOf(probes.values())));
            if (decision.answer().isPresent() || bench.runs() > MOST_RUNS) {
                return found(decision);
            }
            decision.steps().forEach(this::take);
        }
    }

    private void take(Step step) {
        if (step.build()) {
            builds.merge(step.commit(), 1, Integer::sum);
        }
        pairs += step.purpose() == Purpose.ENDS && step.commit() == CommitGraph.GOOD ? 1 : 0;
        for (int i = 0; i < step.runs(); i++) {
            add(step.commit(), step.purpose(), bench.run(step.commit(), name(step.commit())));
        }
    }

    private String name(int commit) {
        return commit + "#" + builds.get(commit);
    }

    /** Values of one build and purpose are kept as one probe: the decision is the same, and sooner made. */
    private void add(int commit, Purpose purpose, double value) {
        List<Double> values = new ArrayList<>();
        Probe before = probes.get(name(commit) + purpose);
        if (before != null && before.outcome() instanceof Probe.Measured measured) {
            values.addAll(measured.values());
        }
        values.add(seen.applyAsDouble(value));
        probes.put(name(commit) + purpose, Probe.measured(commit, purpose, name(commit), values));
    }

    private Found found(Decision decision) {
        int best = decision.posterior().best();
        boolean isNamed = decision.answer().orElse(null) instanceof Answer.Culprit;
        return new Found(
                isNamed && bench.isCulprit(best),
                isNamed ? decision.posterior().probability(best) : 0,
                new Found.Cost(bench.runs(), bench.built(), pairs),
                decision.answer().orElse(null) instanceof Answer.NotReproduced,
                beside(decision, best));
    }

    private Found.Beside beside(Decision decision, int named) {
        if (decision.changes().further().isEmpty()) {
            return Found.Beside.NONE;
        }
        return decision.changes().further().stream()
                        .flatMap(further -> further.commits().stream())
                        .anyMatch(commit -> commit != named && bench.isChange(commit))
                ? Found.Beside.HELD
                : Found.Beside.MISSED;
    }
}
