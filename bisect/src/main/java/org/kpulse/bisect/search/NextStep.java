package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Likelihood.Signal;
import org.kpulse.bisect.search.Probe.Purpose;

/** Chooses what buys most information for its price, or says that enough is known. */
final class NextStep {

    private static final double CREDIBLE = 0.95;

    private final SearchState state;
    private final Evidence evidence;
    private final Classes classes;
    private final Posterior posterior;
    private final Signal signal;
    private final CommitGraph graph;

    NextStep(SearchState state, Evidence evidence, Classes classes, Posterior posterior, Signal signal) {
        this.state = state;
        this.evidence = evidence;
        this.classes = classes;
        this.posterior = posterior;
        this.signal = signal;
        this.graph = state.hypotheses().graph();
    }

    Decision choose(int machines) {
        int best = posterior.best();
        double confidence = state.rules().confidence();
        if (posterior.probability(best) >= confidence) {
            List<Step> left = unproven(best);
            return left.isEmpty()
                    ? Decision.ending(
                            posterior,
                            new Answer.Culprit(
                                    best,
                                    posterior.probability(best),
                                    "Revert it on the tip, and build culprit and parents with other layouts."),
                            "Sure enough, and culprit and parents have the runs they need.")
                    : Decision.doing(
                            posterior,
                            left.subList(0, Math.min(left.size(), machines)),
                            "Sure enough, but the culprit or a parent of it has too few runs.");
        }
        Offers offers = new Offers(state, evidence, posterior, signal);
        if (ofBestClass() >= confidence && offers.nearestUntested() < (1 - confidence) / 2) {
            return among();
        }
        List<Step> steps = new ArrayList<>();
        double rate = offers.rate();
        while (steps.size() < machines) {
            steps.add(offers.take());
        }
        return Decision.doing(
                posterior, steps, String.format(Locale.ROOT, "%.4f bits are expected for each unit of price.", rate));
    }

    /** Probability of all candidates that no sample tells from the best. */
    private double ofBestClass() {
        int k = classes.of(posterior.best());
        return IntStream.range(0, graph.size())
                .filter(h -> classes.of(h) == k)
                .mapToDouble(posterior::probability)
                .sum();
    }

    private Decision among() {
        List<Integer> credible = posterior.credible(CREDIBLE);
        return Decision.ending(
                posterior,
                new Answer.Among(
                        credible,
                        credible.stream().mapToDouble(posterior::probability).sum(),
                        "The commits that would tell them apart do not build or boot; make one of them do so, or read their changes."),
                "No commit that can be tested tells the rest apart.");
    }

    /** What is still to be done at the culprit and its parents before it is named, those with the fewest runs first. */
    private List<Step> unproven(int culprit) {
        int least = Math.min(signal.leastRuns(), state.rules().leastRuns());
        int layouts = Math.min(signal.leastBuilds(), state.rules().layouts());
        List<Step> steps = new ArrayList<>();
        IntStream.concat(IntStream.of(culprit), IntStream.of(graph.parents(culprit)))
                .distinct()
                .filter(c -> c == CommitGraph.GOOD || !evidence.skipped().get(c))
                .boxed()
                .sorted(Comparator.comparingInt(evidence::runs))
                .forEach(c -> {
                    boolean build = evidence.builds(c) < layouts && evidence.canBeBuiltAnew(c);
                    if (build || evidence.runs(c) < least) {
                        steps.add(new Step(c, Purpose.SEARCH, build, 1));
                    }
                });
        return steps;
    }
}
