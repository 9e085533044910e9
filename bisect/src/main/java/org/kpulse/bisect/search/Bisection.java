package org.kpulse.bisect.search;

import java.util.List;
import java.util.Locale;
import org.kpulse.bisect.graph.CommitGraph;

/** The decisions of a search: a pure function of what was recorded. */
public final class Bisection {

    private static final double CREDIBLE = 0.95;

    /** Fewest samples an end needs before anything in between is looked at. */
    private static final int LEAST_AT_ENDS = 2;

    private Bisection() {}

    /** What to do next on one machine. */
    public static Decision decide(SearchState state) {
        return decide(state, 1);
    }

    /**
     * What to do next.
     *
     * @param machines that are free: at most so many steps
     */
    public static Decision decide(SearchState state, int machines) {
        int[] tested = Evidence.of(state).tested();
        Classes classes = Classes.of(state.hypotheses().graph(), tested);
        FurtherChanges changes = FurtherChanges.of(state, classes, tested);
        Evidence evidence = Evidence.of(changes.ofLargest());
        Likelihood likelihood = Likelihood.of(state, evidence, classes, tested);
        Posterior posterior = Posterior.of(state.hypotheses(), classes, likelihood.logs());
        Likelihood.Signal signal = likelihood.signal(classes.sums(posterior.probabilities()));
        Decision wanted =
                wanted(state, evidence, new NextStep(state, evidence, classes, posterior, signal), posterior, machines);
        double cost = wanted.steps().stream()
                .mapToDouble(step -> step.cost(state.prices()))
                .min()
                .orElse(0);
        Decision decision =
                wanted.answer().isEmpty() && cost > state.budgetLeft() ? spent(state, posterior, cost) : wanted;
        return decision.beside(changes.said());
    }

    private static Decision wanted(
            SearchState state, Evidence evidence, NextStep next, Posterior posterior, int machines) {
        EndCheck check = EndCheck.of(state);
        int bad = state.hypotheses().graph().bad();
        for (int end : new int[] {CommitGraph.GOOD, bad}) {
            if (isUntestable(state, end)) {
                return Decision.ending(
                        posterior,
                        new Answer.EndNotTestable(end, "Choose another end nearby that builds and boots."),
                        "An end does not build or boot.");
            }
        }
        return switch (check.result()) {
            case OPEN ->
                Decision.doing(
                        posterior,
                        pair(evidence, bad, check.count()),
                        "Pair " + (check.count() + 1) + " of runs at both ends, to see whether they differ at all.");
            case NOT_DIFFERENT ->
                Decision.ending(
                        posterior,
                        new Answer.NotReproduced(
                                check.count(),
                                check.difference(),
                                "If the change was seen elsewhere, search on that platform; a smaller change needs a smaller claim."),
                        "After " + check.count() + " pairs of runs the ends do not differ by what was claimed.");
            case AS_BUILDS_DIFFER ->
                Decision.ending(
                        posterior,
                        new Answer.NotReproduced(
                                check.count(),
                                check.difference(),
                                "Search on a platform that counts instructions, where builds hardly differ, or for a larger change."),
                        "After " + check.count()
                                + " pairs of runs the ends differ by no more than builds of the same code may differ here.");
            case DIFFERENT -> {
                for (int end : new int[] {CommitGraph.GOOD, bad}) {
                    if (evidence.runs(end) < LEAST_AT_ENDS) {
                        yield Decision.doing(
                                posterior,
                                List.of(end(evidence, end, Probe.Purpose.SEARCH)),
                                "An end has too few runs to know its level.");
                    }
                }
                yield next.choose(machines);
            }
        };
    }

    /** A run of each end, the one first that was second in the pair before: what goes up or down meanwhile takes part in both. */
    private static List<Step> pair(Evidence evidence, int bad, int made) {
        Step good = end(evidence, CommitGraph.GOOD, Probe.Purpose.ENDS);
        Step other = end(evidence, bad, Probe.Purpose.ENDS);
        return made % 2 == 0 ? List.of(good, other) : List.of(other, good);
    }

    private static Step end(Evidence evidence, int commit, Probe.Purpose purpose) {
        return new Step(commit, purpose, evidence.builds(commit) == 0, 1);
    }

    private static boolean isUntestable(SearchState state, int end) {
        return state.probes().stream().anyMatch(p -> p.commit() == end && p.outcome() instanceof Probe.Skipped)
                && state.probes().stream().noneMatch(p -> p.commit() == end && p.outcome() instanceof Probe.Measured);
    }

    private static Decision spent(SearchState state, Posterior posterior, double cost) {
        boolean isOpen = EndCheck.of(state).result() != EndCheck.Result.DIFFERENT;
        return Decision.ending(
                posterior,
                new Answer.BudgetSpent(
                        isOpen ? List.of() : posterior.credible(CREDIBLE),
                        String.format(
                                Locale.ROOT,
                                "%.1f bits are missing; the next step costs %.0f. Raise the budget to go on from here.",
                                posterior.entropy(),
                                cost)),
                "The budget left does not pay for the next step.");
    }
}
