package org.kpulse.bisect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.analysis.simulation.NoiseShape;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.graph.RealHistory;
import org.kpulse.bisect.search.SearchRules;

class BisectSimulationTest {

    private static final SearchRules SURE =
            SearchRules.DEFAULT.withConfidence(0.99).withEndError(0);

    @ParameterizedTest
    @CsvSource({"2, 45, 8.5", "3, 30, 7.5"})
    void aCulpritOfAHundredIsFoundForFewRunsAndBuilds(double effect, double runs, double builds) {
        Tally tally = tally(CommitGraph.line(100), level(effect), SURE, 60);

        assertThat(tally.accuracy()).isGreaterThanOrEqualTo(0.95);
        assertThat(tally.runs()).isLessThan(runs);
        assertThat(tally.builds()).isLessThan(builds);
        assertThat(tally.cost()).isEqualTo(10 * tally.builds() + tally.runs());
    }

    @Test
    void withoutAChangeNobodyIsNamed() {
        Tally tally = tally(CommitGraph.line(100), level(0), SURE.withEndError(0.01), 60);

        assertThat(tally.notReproduced()).isGreaterThanOrEqualTo(0.95);
        assertThat(tally.builds()).isLessThan(1);
    }

    @Test
    void buildsThatDifferAreSeenThroughByFurtherBuilds() {
        Truth truth = new Truth.Level(2, 0, NoiseShape.NORMAL, 0, 0.5);
        Tally tally = tally(CommitGraph.line(100), truth, SURE.withConfidence(0.95), 40);

        assertThat(tally.accuracy()).isGreaterThanOrEqualTo(0.9);
        assertThat(tally.runs()).isLessThan(300);
    }

    @Test
    void yesAndNoAreFoundToo() {
        Tally tally = tally(CommitGraph.line(100), new Truth.Rate(0.1, 0.7), SURE.withConfidence(0.95), 60);

        assertThat(tally.accuracy()).isGreaterThanOrEqualTo(0.9);
        assertThat(tally.runs()).isLessThan(60);
    }

    @Test
    void aRealHistoryIsSearchedAsALineIs() {
        Tally tally = tally(RealHistory.graph(), level(3), SURE, 2);

        assertThat(tally.accuracy()).isEqualTo(1);
        assertThat(tally.builds()).isLessThan(18);
    }

    @Test
    void ofTwoChangesTheLargerIsNamedAndTheOtherMostlySaid() {
        Truth truth = new Truth.Level(3, 2.5, NoiseShape.NORMAL, 0, 0);
        Tally tally = tally(CommitGraph.line(100), truth, SURE, 40);

        assertThat(tally.beside()).isGreaterThan(0.5);
        assertThat(tally.held()).isGreaterThan(0.8);
        assertThat(tally.runs()).isLessThan(100);
    }

    @Test
    void equalSeedsGiveEqualNumbers() {
        assertThat(tally(CommitGraph.line(50), level(2), SURE, 10))
                .isEqualTo(tally(CommitGraph.line(50), level(2), SURE, 10));
    }

    @Test
    void theOthersAreMeasuredOnTheSameBenches() {
        List<Tally> tallies = simulation(CommitGraph.line(100), level(2), SURE)
                .run(List.of(Method.GIT_REPEATS, Method.BERNOULLI, Method.SEQUENTIAL), 40, 1);

        assertThat(tallies)
                .extracting(Tally::method)
                .containsExactly(Method.KPULSE, Method.GIT_REPEATS, Method.BERNOULLI, Method.SEQUENTIAL);
        assertThat(tallies.get(1).accuracy())
                .isGreaterThanOrEqualTo(tallies.get(0).accuracy());
        assertThat(tallies.get(0).cost()).isLessThan(tallies.get(1).cost());
    }

    private static Truth level(double effect) {
        return new Truth.Level(effect, 0, NoiseShape.NORMAL, 0, 0);
    }

    private static Tally tally(CommitGraph graph, Truth truth, SearchRules rules, int bisections) {
        return simulation(graph, truth, rules).run(List.of(), bisections, 1).get(0);
    }

    private static BisectSimulation simulation(CommitGraph graph, Truth truth, SearchRules rules) {
        double claim = truth instanceof Truth.Level level && level.effect() != 0
                ? level.effect()
                : truth instanceof Truth.Rate ? 0.6 : 1;
        return new BisectSimulation(graph, truth, claim, rules, 10, BisectSimulation.History.DEFAULT);
    }
}
