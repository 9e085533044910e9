package org.kpulse.bisect.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kpulse.bisect.search.Searches.PLAIN;
import static org.kpulse.bisect.search.Searches.begin;
import static org.kpulse.bisect.search.Searches.level;
import static org.kpulse.bisect.search.Searches.search;
import static org.kpulse.bisect.search.Searches.with;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.bisect.graph.CommitGraph;

class FurtherChangesTest {

    private static final int GOOD = CommitGraph.GOOD;
    private static final SearchRules CLIPPED = new SearchRules(0.95, 10, 0.5, 1.5, 0, 3);

    private final SplittableRandom random = new SplittableRandom(7);

    /** Ten runs of both ends of a line of 64 and so many of the others. */
    private SearchState line(SearchRules rules, IntToDoubleFunction levels, int runs, int... others) {
        SearchState state = with(
                begin(CommitGraph.line(64), level(1), rules),
                runs(GOOD, 10, levels.applyAsDouble(GOOD)),
                runs(63, 10, levels.applyAsDouble(63)));
        for (int commit : others) {
            state = with(state, runs(commit, runs, levels.applyAsDouble(commit)));
        }
        return state;
    }

    private Probe runs(int commit, int runs, double level) {
        return search(
                commit,
                IntStream.range(0, runs)
                        .mapToDouble(i -> level + 0.1 * random.nextGaussian())
                        .toArray());
    }

    private static FurtherChanges of(SearchState state) {
        int[] tested = Evidence.of(state).tested();
        return FurtherChanges.of(state, Classes.of(state.hypotheses().graph(), tested), tested);
    }

    private static double step(int commit, int at, double size) {
        return commit >= at ? size : 0;
    }

    @Test
    void ofTwoChangesOnALineTheLargerIsSoughtAndTheOtherSaid() {
        SearchState state = line(PLAIN, c -> step(c, 20, 1.2) + step(c, 45, 3), 3, 10, 31, 40, 50);

        SeveralChanges changes = of(state).said();

        assertThat(changes.largest()).isBetween(2.7, 3.3);
        assertThat(changes.share()).isBetween(0.6, 0.8);
        assertThat(changes.further()).singleElement().satisfies(further -> {
            assertThat(further.size()).isBetween(further.low(), further.high());
            assertThat(further.low()).isLessThan(1.2);
            assertThat(further.high()).isGreaterThan(1.2);
            assertThat(further.commits()).hasSize(20).allMatch(c -> c > 10 && c <= 31); // 95 % of 21
            assertThat(further.good()).isEqualTo(10);
            assertThat(further.bad()).isEqualTo(31);
        });
        assertThat(Bisection.decide(state).posterior().credible(0.95)).allMatch(c -> c > 40 && c <= 50);
    }

    @Test
    void threeChangesAreSaidLargestFirst() {
        SeveralChanges changes = of(line(
                        PLAIN, c -> step(c, 10, 3) + step(c, 30, -2) + step(c, 50, 5), 4, 5, 15, 25, 35, 45, 55))
                .said();

        assertThat(changes.largest()).isBetween(4.7, 5.3);
        assertThat(changes.further()).hasSize(2);
        assertThat(changes.further().get(0).size()).isBetween(2.7, 3.3);
        assertThat(changes.further().get(1).size()).isBetween(-2.3, -1.7);
    }

    @Test
    void aLevelBeyondThoseOfTheEndsIsNotTakenForOutliers() {
        SearchState state = line(CLIPPED, c -> step(c, 20, 5) + step(c, 45, -2), 3, 10, 30, 40, 50);

        SeveralChanges changes = of(state).said();

        assertThat(changes.largest()).isBetween(4.5, 5.5);
        assertThat(changes.further())
                .singleElement()
                .satisfies(further -> assertThat(further.size()).isBetween(-2.5, -1.5));
    }

    @Test
    void aSingleRunMakesNoChange() {
        SearchState state = line(PLAIN, c -> step(c, 45, 3), 3, 10, 40, 50);

        assertThat(of(with(state, search(30, 1.5))).said()).isEqualTo(SeveralChanges.NONE);
        assertThat(of(with(state, search(43, 1.5))).said()).isEqualTo(SeveralChanges.NONE);
        assertThat(of(with(state, search(43, 1.5, 1.4))).said().further()).hasSize(1);
    }

    @Test
    void aChangeNotWorthFindingIsNoneUnlessASearchWouldStallAtIt() {
        IntToDoubleFunction small = c -> step(c, 20, 0.6) + step(c, 45, 3);
        IntToDoubleFunction equal = c -> step(c, 20, 0.6) + step(c, 45, 0.6);

        assertThat(of(line(PLAIN, small, 9, 10, 30, 40, 50)).said()).isEqualTo(SeveralChanges.NONE);
        assertThat(of(line(PLAIN, equal, 9, 10, 30, 40, 50)).said().further()).hasSize(1);
    }

    @Test
    void withOneChangeNothingIsTakenOutOfTheSamples() {
        for (int i = 0; i < 50; i++) {
            SearchState state = line(CLIPPED, c -> step(c, 45, 0.3), 4, 10, 20, 30, 40, 44, 45, 50);

            assertThat(of(state).ofLargest()).isSameAs(state);
            assertThat(Bisection.decide(state).changes()).isEqualTo(SeveralChanges.NONE);
        }
    }

    @Test
    void changesOnTwoBranchesAreToldApart() {
        CommitGraph graph = new CommitGraph(
                List.of("root", "left", "left 2", "right", "merge", "tip"),
                new int[][] {{GOOD}, {0}, {1}, {0}, {2, 3}, {4}});
        SearchState state = with(
                begin(graph, level(1), PLAIN),
                runs(GOOD, 5, 0),
                runs(5, 5, 5),
                runs(2, 3, 3),
                runs(3, 3, 2),
                runs(0, 3, 0));

        SeveralChanges changes = of(state).said();

        assertThat(changes.largest()).isBetween(2.7, 3.3);
        assertThat(changes.further()).singleElement().satisfies(further -> {
            assertThat(further.size()).isBetween(1.7, 2.3);
            assertThat(further.commits()).containsExactly(3);
            assertThat(List.of(further.good(), further.bad())).containsExactly(0, 3);
        });
        assertThat(Bisection.decide(state).posterior().credible(0.95)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void ofYesAndNoNoFurtherChangeIsSaid() {
        SearchState state = with(
                begin(CommitGraph.line(8), new Symptom.Rate(0.5), PLAIN),
                search(GOOD, new double[40]),
                search(3, alternating(40)),
                search(7, ones(40)));

        assertThat(of(state).said()).isEqualTo(SeveralChanges.NONE);
    }

    private static double[] alternating(int runs) {
        return IntStream.range(0, runs).mapToDouble(i -> i % 2).toArray();
    }

    private static double[] ones(int runs) {
        double[] ones = new double[runs];
        Arrays.fill(ones, 1);
        return ones;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, -1.5", "-1, -1"})
    void aSearchAmongTwoChangesEndsAtTheLargestWithTheOtherSaid(double first, double second) {
        SearchState state = with(begin(CommitGraph.line(200), level(0.5), CLIPPED), noisy(GOOD, 0, 20));
        state = with(state, noisy(199, first + second, 10));
        for (int runs = 0; runs < 2000; runs++) {
            Decision decision = Bisection.decide(state);
            if (decision.answer().isPresent()) {
                int named = ((Answer.Culprit) decision.answer().orElseThrow()).commit();
                assertThat(named).isIn(first == second ? List.of(60, 140) : List.of(60));
                decision.changes().further().forEach(further -> {
                    assertThat(further.commits()).contains(200 - named);
                    assertThat(decision.why()).contains("further change");
                });
                return;
            }
            int commit = decision.steps().get(0).commit();
            state = with(state, noisy(commit, step(commit, 60, first) + step(commit, 140, second), 1));
        }
        throw new AssertionError("the search does not end");
    }

    private Probe noisy(int commit, double level, int runs) {
        return search(
                commit,
                IntStream.range(0, runs)
                        .mapToDouble(i -> level + random.nextGaussian())
                        .toArray());
    }
}
