package org.kpulse.bisect.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.kpulse.bisect.search.Searches.PLAIN;
import static org.kpulse.bisect.search.Searches.begin;
import static org.kpulse.bisect.search.Searches.level;
import static org.kpulse.bisect.search.Searches.probabilities;
import static org.kpulse.bisect.search.Searches.probe;
import static org.kpulse.bisect.search.Searches.search;
import static org.kpulse.bisect.search.Searches.with;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Probe.Purpose;

class BisectionTest {

    private static final int GOOD = CommitGraph.GOOD;

    /** Ends of a line of 8 whose levels are plain to see. */
    private static SearchState known() {
        return with(
                begin(CommitGraph.line(8), level(10), PLAIN),
                search(GOOD, 0.1, -0.4, 0.3, 0.2, -0.1, 0.3, 0.1, -0.2, 0.2, 0.0),
                search(7, 10.2, 9.8, 10.7, 10.1, 9.9, 9.7, 10.1, 10.3, 9.9, 10.0));
    }

    @Test
    void theSameStateGivesTheSameDecision() {
        List<Probe> probes = new ArrayList<>(with(known(), search(3, 0.2)).probes());
        SearchState state = new SearchState(
                known().hypotheses(), level(10), PLAIN, new Prices(10, 1), Double.POSITIVE_INFINITY, probes);
        Decision first = Bisection.decide(state, 2);
        probes.clear();
        Decision again = Bisection.decide(state, 2);

        assertThat(again.steps()).isEqualTo(first.steps());
        assertThat(again.why()).isEqualTo(first.why());
        assertThat(again.posterior().probabilities())
                .containsExactly(first.posterior().probabilities());
    }

    @Test
    void bothEndsAreRunInPairsBeforeAnythingElse() {
        SearchState state = with(
                begin(CommitGraph.line(8), level(1), SearchRules.DEFAULT),
                probe(GOOD, Purpose.HISTORY, "g", 0.1, 0.2, 0.3),
                probe(7, Purpose.HISTORY, "b", 1.1, 1.2, 1.3));

        assertThat(Bisection.decide(state).steps())
                .containsExactly(new Step(GOOD, Purpose.ENDS, false, 1), new Step(7, Purpose.ENDS, false, 1));
    }

    @Test
    void endsThatDifferLetTheSearchBeginInEitherDirection() {
        for (double effect : new double[] {2, -2}) {
            Decision decision = pairs(effect, 2, 3);
            assertThat(decision.answer()).isEmpty();
            assertThat(decision.steps()).singleElement().satisfies(step -> {
                assertThat(step.purpose()).isEqualTo(Purpose.SEARCH);
                assertThat(step.commit()).isBetween(0, 6);
            });
        }
    }

    @Test
    void withoutAChangeItIsNotReproduced() {
        for (long seed = 0; seed < 20; seed++) {
            Decision decision = pairs(0, 2, seed);
            assertThat(decision.answer()).get().isInstanceOf(Answer.NotReproduced.class);
            assertThat(decision.answer().orElseThrow().help()).isNotBlank();
        }
    }

    /** Runs pairs until the check of the ends is over. */
    private static Decision pairs(double effect, double claim, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SearchState state = begin(CommitGraph.line(8), level(claim), SearchRules.DEFAULT);
        for (int pair = 0; pair < 300; pair++) {
            Decision decision = Bisection.decide(state);
            if (decision.answer().isPresent() || decision.steps().get(0).purpose() != Purpose.ENDS) {
                return decision;
            }
            state = with(
                    state,
                    probe(GOOD, Purpose.ENDS, "g", random.nextGaussian()),
                    probe(7, Purpose.ENDS, "b", effect + random.nextGaussian()));
        }
        throw new AssertionError("the check of the ends does not end");
    }

    @Test
    void whatFailedByOurFaultChangesNothing() {
        SearchState state = with(known(), search(3, 0.2));
        Decision before = Bisection.decide(state);
        int next = before.steps().get(0).commit();
        Decision after = Bisection.decide(
                with(state, new Probe(next, Purpose.SEARCH, "", new Probe.Infra("The disk is full."))));

        assertThat(after.steps()).isEqualTo(before.steps());
        assertThat(after.posterior().probabilities())
                .containsExactly(before.posterior().probabilities());
    }

    @Test
    void aSkippedCommitSaysNothingAndIsNotTriedAgain() {
        Decision before = Bisection.decide(known());
        int next = before.steps().get(0).commit();
        SearchState state = known();
        for (int skips = 0; skips < 3; skips++) {
            int commit = Bisection.decide(state).steps().get(0).commit();
            state = with(state, new Probe(commit, Purpose.SEARCH, "", new Probe.Skipped("It does not build.")));
        }
        Decision after = Bisection.decide(state);

        assertThat(next).isEqualTo(3);
        assertThat(after.posterior().probabilities())
                .containsExactly(before.posterior().probabilities());
        assertThat(state.probes().stream().map(Probe::commit).distinct()).hasSize(5);
        assertThat(after.steps()).allSatisfy(step -> assertThat(step.commit()).isNotEqualTo(next));
    }

    @Test
    void whereNothingElseCanBeTestedTheRestIsNamedTogether() {
        SearchState state = with(
                known(),
                search(3, 0.1, -0.2, 0.2, 0.1, 0.0, 0.1, 0.2, -0.1, 0.1, 0.1),
                search(6, 10.1, 9.9, 10.2, 10.1, 10.0, 9.8, 10.1, 10.2, 9.9, 10.0),
                new Probe(4, Purpose.SEARCH, "", new Probe.Skipped("It does not build.")),
                new Probe(5, Purpose.SEARCH, "", new Probe.Skipped("It does not boot.")));

        assertThat(Bisection.decide(state).answer()).get().isInstanceOfSatisfying(Answer.Among.class, among -> {
            assertThat(among.commits()).containsExactlyInAnyOrder(4, 5, 6);
            assertThat(among.probability()).isGreaterThan(0.99);
        });
    }

    @Test
    void anEndThatCannotBeTestedEndsTheSearch() {
        SearchState state = with(
                begin(CommitGraph.line(8), level(1), SearchRules.DEFAULT),
                new Probe(GOOD, Purpose.ENDS, "", new Probe.Skipped("It does not boot.")));

        assertThat(Bisection.decide(state).answer())
                .get()
                .isInstanceOfSatisfying(
                        Answer.EndNotTestable.class,
                        end -> assertThat(end.commit()).isEqualTo(GOOD));
    }

    @Test
    void identicalBinariesShareSamples() {
        SearchState apart = with(known(), probe(2, Purpose.SEARCH, "x", 0.1), probe(5, Purpose.SEARCH, "y", 9.9));
        SearchState same = with(known(), probe(2, Purpose.SEARCH, "x", 9.8), probe(5, Purpose.SEARCH, "x", 9.9));

        double[] between = probabilities(same);
        assertThat(between[3] + between[4] + between[5]).isLessThan(1e-4);
        assertThat(probabilities(apart)[3]).isCloseTo(1.0 / 3, offset(0.01));
        assertThat(probabilities(same))
                .containsExactly(
                        probabilities(with(
                                        known(),
                                        probe(2, Purpose.SEARCH, "x", 9.8, 9.9),
                                        probe(5, Purpose.SEARCH, "x", 9.85)))
                                .clone(),
                        offset(0.01));
    }

    @Test
    void aBudgetThatDoesNotPayTheNextStepEndsWithTheCredibleSet() {
        SearchState state = with(known(), search(3, 0.2, 0.1, 0.0));
        double cost = Bisection.decide(state).steps().get(0).cost(state.prices());

        assertThat(Bisection.decide(Searches.withBudget(state, cost)).answer()).isEmpty();
        assertThat(Bisection.decide(Searches.withBudget(state, cost - 0.5)).answer())
                .get()
                .isInstanceOfSatisfying(
                        Answer.BudgetSpent.class,
                        spent -> assertThat(spent.commits()).containsExactlyInAnyOrder(4, 5, 6, 7));
    }

    @Test
    void aBudgetSpentBeforeTheEndsDifferNamesNobody() {
        SearchState state = Searches.withBudget(begin(CommitGraph.line(8), level(1), SearchRules.DEFAULT), 0.5);

        assertThat(Bisection.decide(state).answer())
                .get()
                .isInstanceOfSatisfying(
                        Answer.BudgetSpent.class,
                        spent -> assertThat(spent.commits()).isEmpty());
    }

    @Test
    void aCulpritNeedsItsRunsAndThoseOfItsParentsBeforeItIsNamed() {
        SearchState state = with(
                begin(CommitGraph.line(2), level(2), PLAIN),
                search(GOOD, 0.1, -0.9, 0.8, 0.2, -0.6, 0.9, 0.1, -0.7, 0.2, 0.0),
                search(1, 2.9, 1.2, 2.7, 2.1, 1.9, 1.3, 2.1, 2.8, 1.9, 2.0),
                search(0, 0.2, 0.1, -0.2, 0.3));
        Decision few = Bisection.decide(state);
        Decision enough = Bisection.decide(with(state, search(0, 0.2, 0.1, -0.2, 0.3, 0.1, 0.0)));

        assertThat(few.posterior().probability(1)).isGreaterThan(0.95);
        assertThat(few.steps()).containsExactly(new Step(0, Purpose.SEARCH, false, 1));
        assertThat(enough.answer())
                .get()
                .isInstanceOfSatisfying(
                        Answer.Culprit.class,
                        found -> assertThat(found.commit()).isEqualTo(1));
    }

    @Test
    void severalMachinesAreGivenDifferentQuestions() {
        SearchState state = with(
                begin(CommitGraph.line(64), level(10), PLAIN),
                search(GOOD, 0.1, -0.4, 0.3, 0.2, -0.1),
                search(63, 10.2, 9.8, 10.7, 10.1, 9.9));

        assertThat(Bisection.decide(state, 3).steps().stream().map(Step::commit).distinct())
                .hasSize(3);
    }

    @Test
    void dearBuildsAreMadeLaterThanCheapOnes() {
        SearchState unsure = with(
                begin(CommitGraph.line(64), level(0.5), PLAIN),
                search(GOOD, 0.5, -0.4, 1.3, -1.2, -0.1),
                search(63, 0.6, -0.2, 1.7, 1.1, 0.9),
                search(31, 0.3));

        assertThat(next(unsure, new Prices(0, 1)).build()).isTrue();
        assertThat(next(unsure, new Prices(1000, 1)).build()).isFalse();
    }

    private static Step next(SearchState state, Prices prices) {
        return Bisection.decide(new SearchState(
                        state.hypotheses(), state.symptom(), state.rules(), prices, state.budgetLeft(), state.probes()))
                .steps()
                .get(0);
    }

    @Test
    void aSymptomOfYesAndNoIsFoundAndNeverByOneCrash() {
        Symptom symptom = new Symptom.Rate(0.6);
        SearchState state = with(
                begin(CommitGraph.line(16), symptom, PLAIN),
                search(GOOD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
                search(15, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0));
        SearchState oneCrash = with(state, search(7, 1));

        assertThat(Bisection.decide(oneCrash).posterior().probabilityOfBad(7)).isBetween(0.6, 0.95);
        assertThat(found(state, 5, 0.1, 0.7)).isEqualTo(5);
    }

    /** Plays the machine until there is a culprit. */
    private static int found(SearchState begin, int culprit, double goodRate, double badRate) {
        SplittableRandom random = new SplittableRandom(4);
        SearchState state = begin;
        for (int step = 0; step < 500; step++) {
            Decision decision = Bisection.decide(state);
            if (decision.answer().isPresent()) {
                return ((Answer.Culprit) decision.answer().orElseThrow()).commit();
            }
            int commit = decision.steps().get(0).commit();
            boolean isSeen = random.nextDouble() < (commit >= culprit ? badRate : goodRate);
            state = with(state, search(commit, isSeen ? 1 : 0));
        }
        throw new AssertionError("the search does not end");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> with(known(), search(8, 1))).hasMessageContaining("8 candidates");
        assertThatThrownBy(() -> search(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> probe(1, Purpose.SEARCH, " ", 1)).hasMessageContaining("binary");
        assertThatThrownBy(() -> new Prices(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SearchRules.DEFAULT.withConfidence(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> level(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Symptom.Rate(1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hypotheses(CommitGraph.line(2), new double[] {0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
