package org.kpulse.bisect.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;

class BisectionTest {

    private static final Symptom LEVEL = new Symptom.Level(VariancePrior.NONE, Symptom.BuildEffect.NONE, 1);
    private static final int MOST_STEPS = 2_000;

    /** A made-up truth: samples of a commit are 0 or 1 around which they vary. */
    private static final class World {
        private final CommitGraph graph;
        private final int culprit;
        private final double step;
        private final Random random;
        private final List<Probe> probes = new ArrayList<>();
        private double offset;
        private double scale = 1;
        private int unbuildableFrom = Integer.MAX_VALUE;
        private int unbuildableTo = -1;

        private World(CommitGraph graph, int culprit, double step, long seed) {
            this.graph = graph;
            this.culprit = culprit;
            this.step = step;
            this.random = new Random(seed);
        }

        private SearchState state() {
            return new SearchState(
                    Hypotheses.flat(graph),
                    LEVEL,
                    SearchRules.DEFAULT,
                    new Prices(10, 1),
                    Double.POSITIVE_INFINITY,
                    probes);
        }

        private Answer answer() {
            for (int i = 0; i < MOST_STEPS; i++) {
                Decision decision = Bisection.decide(state());
                if (decision.answer().isPresent()) {
                    return decision.answer().get();
                }
                decision.steps().forEach(this::carryOut);
            }
            throw new AssertionError("no answer after " + MOST_STEPS + " steps");
        }

        private void carryOut(Step step) {
            int commit = step.commit();
            if (commit >= unbuildableFrom && commit < unbuildableTo) {
                probes.add(new Probe(commit, step.purpose(), "", new Probe.Skipped("does not build")));
                return;
            }
            List<Double> values = new ArrayList<>();
            for (int run = 0; run < step.runs(); run++) {
                double level = graph.isBad(commit, culprit) ? this.step : 0;
                values.add(offset + scale * (level + random.nextGaussian()));
            }
            probes.add(Probe.measured(commit, step.purpose(), "binary of " + commit, values));
        }
    }

    private static int culprit(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Culprit.class);
        return ((Answer.Culprit) answer).commit();
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, -3})
    void theCulpritIsFoundWhicheverWayTheLevelWent(double step) {
        int right = 0;
        for (int seed = 0; seed < 20; seed++) {
            World world = new World(CommitGraph.line(100), 60, step, seed);
            right += culprit(world.answer()) == 60 ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(18);
    }

    @Test
    void inAHistoryWithMergesToo() {
        int[][] parents = {{-1}, {0}, {0}, {2}, {1, 3}, {4}, {-1}, {6}, {5, 7}, {8}};
        CommitGraph graph = new CommitGraph(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), parents);

        for (int culprit = 0; culprit < 10; culprit++) {
            assertThat(culprit(new World(graph, culprit, 8, culprit).answer())).isEqualTo(culprit);
        }
    }

    @Test
    void withoutAChangeItIsNotReproduced() {
        int right = 0;
        for (int seed = 0; seed < 50; seed++) {
            right += new World(CommitGraph.line(100), 60, 0, seed).answer() instanceof Answer.NotReproduced ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(49);
    }

    @Test
    void commitsThatDoNotBuildSayNothingAndASetIsNamedWhereTheyHideTheCulprit() {
        World beside = new World(CommitGraph.line(64), 40, 8, 1);
        beside.unbuildableFrom = 20;
        beside.unbuildableTo = 30;
        World around = new World(CommitGraph.line(64), 40, 8, 2);
        around.unbuildableFrom = 38;
        around.unbuildableTo = 42;

        assertThat(culprit(beside.answer())).isEqualTo(40);
        assertThat(around.answer())
                .isInstanceOfSatisfying(
                        Answer.Among.class,
                        among -> assertThat(among.commits())
                                .contains(40)
                                .allMatch(commit -> commit >= 38 && commit <= 42));
    }

    @Test
    void theSameStateGivesTheSameDecision() {
        World world = new World(CommitGraph.line(100), 60, 2, 7);
        world.answer();
        for (int n = 0; n < world.probes.size(); n += 5) {
            SearchState state = new SearchState(
                    Hypotheses.flat(world.graph),
                    LEVEL,
                    SearchRules.DEFAULT,
                    new Prices(10, 1),
                    Double.POSITIVE_INFINITY,
                    world.probes.subList(0, n));
            assertThat(Bisection.decide(state).steps())
                    .isEqualTo(Bisection.decide(state).steps());
            assertThat(Bisection.decide(state).why())
                    .isEqualTo(Bisection.decide(state).why());
        }
    }

    @Test
    void aFaultOfOursChangesNoBelief() {
        World world = new World(CommitGraph.line(100), 60, 2, 7);
        world.answer();
        SearchState before = world.state();
        List<Probe> more = new ArrayList<>(world.probes);
        more.add(new Probe(50, Probe.Purpose.SEARCH, "", new Probe.Infra("disk full")));
        Posterior after = Bisection.decide(new SearchState(
                        before.hypotheses(), LEVEL, before.rules(), before.prices(), before.budgetLeft(), more))
                .posterior();

        assertThat(after.entropy())
                .isEqualTo(Bisection.decide(before).posterior().entropy());
    }

    @Test
    void anotherZeroAndUnitGiveTheSameBelief() {
        World plain = new World(CommitGraph.line(50), 30, 3, 3);
        World other = new World(CommitGraph.line(50), 30, 3, 3);
        plain.answer();
        for (Probe probe : plain.probes) {
            List<Double> values = ((Probe.Measured) probe.outcome())
                    .values().stream().map(v -> 5 + v).toList();
            other.probes.add(Probe.measured(probe.commit(), probe.purpose(), probe.binary(), values));
        }
        Posterior one = Bisection.decide(plain.state()).posterior();
        Posterior two = Bisection.decide(other.state()).posterior();

        for (int commit = 0; commit < 50; commit++) {
            assertThat(two.probability(commit))
                    .isCloseTo(one.probability(commit), org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Test
    void aBudgetThatDoesNotPayEndsItWithWhatIsKnown() {
        World world = new World(CommitGraph.line(100), 60, 2, 7);
        SearchState state = new SearchState(
                Hypotheses.flat(world.graph), LEVEL, SearchRules.DEFAULT, new Prices(10, 1), 5, List.of());

        assertThat(Bisection.decide(state).answer())
                .hasValueSatisfying(answer -> assertThat(answer).isInstanceOf(Answer.BudgetSpent.class));
    }
}
