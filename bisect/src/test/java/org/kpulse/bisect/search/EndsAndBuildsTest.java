package org.kpulse.bisect.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kpulse.bisect.search.Searches.PLAIN;
import static org.kpulse.bisect.search.Searches.begin;
import static org.kpulse.bisect.search.Searches.probe;
import static org.kpulse.bisect.search.Searches.search;
import static org.kpulse.bisect.search.Searches.with;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Probe.Purpose;
import org.kpulse.bisect.search.Symptom.BuildEffect;

/** What the check of the ends and the proof of a culprit make of builds that differ. */
class EndsAndBuildsTest {

    private static final int GOOD = CommitGraph.GOOD;
    private static final int BAD = 7;

    private static Symptom differing(double ratio) {
        return new Symptom.Level(
                new VariancePrior(1, 10), ratio == 0 ? BuildEffect.NONE : new BuildEffect(ratio, 10_000), 1);
    }

    /** Pairs of runs of one build of each end until the check is over; a boot has deviation 1. */
    private static Decision checked(Symptom symptom, double apart, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SearchState state = begin(CommitGraph.line(8), symptom, SearchRules.DEFAULT);
        for (int pair = 0; pair < 1000; pair++) {
            Decision decision = Bisection.decide(state);
            if (decision.answer().isPresent() || decision.steps().get(0).purpose() != Purpose.ENDS) {
                return decision;
            }
            state = with(
                    state,
                    probe(GOOD, Purpose.ENDS, "g", random.nextGaussian()),
                    probe(BAD, Purpose.ENDS, "b", apart + random.nextGaussian()));
        }
        throw new AssertionError("the check of the ends does not end");
    }

    @Test
    void endsThatDifferAsBuildsMayAreNotReproduced() {
        for (long seed = 0; seed < 20; seed++) {
            Decision decision = checked(differing(0.5), 1.3, seed);
            assertThat(decision.answer()).get().isInstanceOf(Answer.NotReproduced.class);
            assertThat(decision.why()).contains("no more than builds of the same code");
        }
    }

    @Test
    void theSameSamplesAreAChangeWhereBuildsDoNotDiffer() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(checked(differing(0), 1.3, seed).answer()).isEmpty();
        }
    }

    @Test
    void endsFurtherApartThanBuildsEverAreLetTheSearchBegin() {
        for (long seed = 0; seed < 20; seed++) {
            Decision decision = checked(differing(0.5), seed % 2 == 0 ? 9 : -9, seed);
            assertThat(decision.answer()).isEmpty();
        }
    }

    @Test
    void theEndThatWasSecondInAPairIsFirstInTheNext() {
        SearchState one = with(
                begin(CommitGraph.line(8), differing(0), SearchRules.DEFAULT),
                probe(GOOD, Purpose.ENDS, "g", 0),
                probe(BAD, Purpose.ENDS, "b", 0.5));

        assertThat(Bisection.decide(one).steps()).extracting(Step::commit).containsExactly(BAD, GOOD);
    }

    /** All of a line of 8 is tested, the levels lie 10 apart, the culprit is 4. */
    private static SearchState found(double ratio) {
        return with(
                begin(CommitGraph.line(8), differing(ratio), PLAIN),
                search(GOOD, 0.1, -1.4, 0.3, 1.2, -0.1, 0.3, 0.1, -0.2, -1.1, 0.9),
                search(BAD, 10.2, 9.8, 10.7, 11.1, 9.9, 8.7, 10.1, 10.3, 9.0, 10.0),
                search(3, 0.3, 1.1, -0.8, 0.2, -1.0, 0.1, 0.4, -0.2, 0.9, -0.3),
                search(4, 10.1, 9.1, 10.8, 9.7, 10.2, 11.0, 9.9, 10.4, 9.2, 10.1));
    }

    @Test
    void aCulpritFurtherFromItsParentThanBuildsEverAreNeedsOneBuild() {
        assertThat(Bisection.decide(found(0.1)).answer()).get().isInstanceOf(Answer.Culprit.class);
    }

    @Test
    void aCulpritNearerToItsParentNeedsOtherLayoutsAsWell() {
        Decision decision = Bisection.decide(found(2));

        assertThat(decision.answer()).isEmpty();
        assertThat(decision.steps()).allMatch(Step::build);
    }

    @Test
    void aCommitIsNotBuiltAgainWhenEveryLayoutFailed() {
        SearchState state = found(2);
        for (int commit : new int[] {3, 4}) {
            for (int layout = 1; layout <= 3; layout++) {
                state = with(state, new Probe(commit, Purpose.SEARCH, "", new Probe.Skipped("It does not build.")));
            }
        }

        assertThat(Bisection.decide(state).answer()).get().isInstanceOf(Answer.Culprit.class);
    }
}
