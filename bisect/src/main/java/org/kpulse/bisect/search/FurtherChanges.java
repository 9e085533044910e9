package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.StudentT;
import org.kpulse.bisect.graph.CommitGraph;

/**
 * Whether the samples show more changes than one. The best set of one change is compared with the best of two, that with the best of
 * three: a change more is certain when the squares it explains are so many that chance gives them at no pair of classes with a
 * probability of more than {@value #ERROR} together. The largest change is the one that is sought; its samples are those from which
 * the fitted effects of the others are taken. Levels only: rates of yes and no have no scale on which two causes add up. Pure.
 */
final class FurtherChanges {

    private static final double ERROR = 1e-4;

    private static final int MOST = 3;

    /** Runs that a level between two changes needs. */
    private static final int LEAST_RUNS = 2;

    /** A change that is so large beside the largest keeps a search for one from ending, even if nobody asked for it. */
    private static final double LEAST_SHARE = 0.5;

    private static final double INTERVAL = 0.95;

    private final SearchState state;
    private final Classes classes;
    private final int[] tested;
    private final List<Change> changes;

    /** A change before any of the commits of a class. */
    private record Change(int k, MeanDifference fit) {

        double size() {
            return fit.difference();
        }
    }

    private FurtherChanges(SearchState state, Classes classes, int[] tested, List<Change> changes) {
        this.state = state;
        this.classes = classes;
        this.tested = tested;
        this.changes = changes;
    }

    static FurtherChanges of(SearchState state, Classes classes, int[] tested) {
        return new FurtherChanges(
                state,
                classes,
                tested,
                state.symptom() instanceof Symptom.Level level && classes.count() > 1
                        ? new Sought(state, level, classes, tested).found()
                        : List.of());
    }

    /** The state as it were if there were none but the largest change; the same state if no further one is certain. */
    SearchState ofLargest() {
        return changes.isEmpty() ? state : alone(0);
    }

    /** The state without the effects of all changes but one. */
    private SearchState alone(int kept) {
        List<Probe> probes = new ArrayList<>();
        for (Probe probe : state.probes()) {
            double effect = 0;
            for (int i = 0; i < changes.size(); i++) {
                effect += i != kept && contains(probe.commit(), changes.get(i))
                        ? changes.get(i).size()
                        : 0;
            }
            double others = effect;
            probes.add(
                    effect != 0 && probe.outcome() instanceof Probe.Measured measured
                            ? Probe.measured(
                                    probe.commit(),
                                    probe.purpose(),
                                    probe.binary(),
                                    measured.values().stream()
                                            .map(v -> v - others)
                                            .toList())
                            : probe);
        }
        return state.withProbes(probes);
    }

    private boolean contains(int commit, Change change) {
        int t = Arrays.binarySearch(tested, commit);
        return t >= 0 && classes.isBad(change.k(), t);
    }

    /** What is to be said of them. */
    SeveralChanges said() {
        if (changes.isEmpty()) {
            return SeveralChanges.NONE;
        }
        List<SeveralChanges.Further> further = new ArrayList<>();
        for (int i = 1; i < changes.size(); i++) {
            further.add(further(i));
        }
        return new SeveralChanges(changes.get(0).size(), further);
    }

    private SeveralChanges.Further further(int i) {
        SearchState alone = alone(i);
        Likelihood likelihood = Likelihood.of(alone, Evidence.of(alone), classes, tested);
        Posterior posterior = Posterior.of(state.hypotheses(), classes, likelihood.logs());
        int[] range = narrowest(posterior);
        Change change = changes.get(i);
        Interval interval = change.fit().interval(INTERVAL);
        return new SeveralChanges.Further(
                change.size(), interval.low(), interval.high(), posterior.credible(INTERVAL), range[0], range[1]);
    }

    /** The tested commits with the fewest candidates between them of which one surely contains the change and the other does not. */
    private int[] narrowest(Posterior posterior) {
        CommitGraph graph = state.hypotheses().graph();
        double sure = (1 - INTERVAL) / 2;
        double[] ones = new double[graph.size()];
        Arrays.fill(ones, 1);
        double[] contained = graph.ancestry().sums(ones);
        int[] range = {CommitGraph.GOOD, graph.bad()};
        double fewest = graph.size();
        for (int bad : tested) {
            for (int t = -1; t < tested.length; t++) {
                int good = t < 0 ? CommitGraph.GOOD : tested[t];
                double between = contained[bad] - (t < 0 ? 0 : contained[good]);
                if (between < fewest
                        && posterior.probabilityOfBad(bad) >= 1 - sure
                        && posterior.probabilityOfBad(good) <= sure
                        && (t < 0 || graph.isBad(bad, good))) {
                    fewest = between;
                    range = new int[] {good, bad};
                }
            }
        }
        return range;
    }

    /** The search for the best set of changes. */
    private static final class Sought {
        private final Symptom.Level symptom;
        private final List<Evidence.Unit> units;
        private final boolean[][] states;
        private final int[] allowed;
        private final StepFit fits;

        Sought(SearchState state, Symptom.Level symptom, Classes classes, int[] tested) {
            this.symptom = symptom;
            Evidence evidence = Evidence.withLevelsBeyond(state);
            this.units = evidence.units();
            this.states = Likelihood.states(evidence, classes, tested);
            double[] penalties = Likelihood.penalties(evidence, classes, tested);
            double[] priors = new double[state.hypotheses().graph().size()];
            Arrays.setAll(priors, state.hypotheses()::prior);
            double[] weights = classes.sums(priors);
            this.allowed = IntStream.range(0, classes.count())
                    .filter(k -> penalties[k] == 0 && weights[k] > 0)
                    .toArray();
            this.fits =
                    new StepFit(symptom, units, states, symptom.buildEffect().ratio());
        }

        /** Largest first; none if there is no more than one. */
        List<Change> found() {
            int[] best = Arrays.stream(allowed)
                    .boxed()
                    .min(Comparator.comparingDouble(
                            k -> fits.fit(k).map(StepFit.Fit::squares).orElse(Double.POSITIVE_INFINITY)))
                    .stream()
                    .mapToInt(k -> k)
                    .toArray();
            while (best.length > 0 && best.length < Math.min(MOST, allowed.length)) {
                Optional<int[]> more = withOneMore(best);
                if (more.isEmpty() || !isCertain(best, more.get())) {
                    break;
                }
                best = more.get();
            }
            return best.length < 2 ? List.of() : changes(best);
        }

        private List<Change> changes(int[] best) {
            StepFit.Fit fit = fits.fit(best).orElseThrow();
            return IntStream.range(0, best.length)
                    .mapToObj(i -> new Change(best[i], fit.sizes().get(i)))
                    .sorted(Comparator.comparingDouble(change -> -Math.abs(change.size())))
                    .toList();
        }

        /** The set with the one that explains most beside it; then each in turn is moved while that explains more. */
        private Optional<int[]> withOneMore(int[] set) {
            int[] best = Arrays.copyOf(set, set.length + 1);
            best[set.length] = allowed[0];
            double least = Double.POSITIVE_INFINITY;
            int unmoved = 0;
            for (int at = set.length; unmoved < best.length; at = (at + 1) % best.length) {
                int[] moved = best.clone();
                unmoved++;
                for (int k : allowed) {
                    moved[at] = k;
                    double squares = squares(moved);
                    if (squares < least) {
                        least = squares;
                        best = moved.clone();
                        unmoved = 1;
                    }
                }
            }
            return least < Double.POSITIVE_INFINITY ? Optional.of(best) : Optional.empty();
        }

        /** What the set leaves unexplained; infinite if a single run could have made one of it, or if one is not worth finding. */
        private double squares(int[] set) {
            return fits.fit(set)
                    .filter(fit -> fit.amounts().min().orElse(0)
                            >= Math.min(
                                    symptom.claim(),
                                    LEAST_SHARE * fit.amounts().max().orElse(0)))
                    .filter(fit -> fits.isHeld(LEAST_RUNS, set))
                    .map(StepFit.Fit::squares)
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private boolean isCertain(int[] fewer, int[] more) {
            BuildRatios ratios = BuildRatios.around(symptom.buildEffect());
            double p = 0;
            for (int r = 0; r < ratios.count(); r++) {
                StepFit each = ratios.count() == 1 ? fits : new StepFit(symptom, units, states, ratios.ratio(r));
                StepFit.Fit with = each.fit(more).orElseThrow();
                double explained = each.fit(fewer).orElseThrow().squares() - with.squares();
                double t = Math.sqrt(Math.max(0, explained) * with.degrees() / with.squares());
                p += Math.exp(ratios.logWeight(r)) * StudentT.twoSidedP(t, with.degrees());
            }
            return p * allowed.length * (allowed.length - 1) / 2 <= ERROR;
        }
    }
}
