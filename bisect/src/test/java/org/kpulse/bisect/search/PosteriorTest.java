package org.kpulse.bisect.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.kpulse.bisect.search.Searches.PLAIN;
import static org.kpulse.bisect.search.Searches.level;
import static org.kpulse.bisect.search.Searches.probabilities;
import static org.kpulse.bisect.search.Searches.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.graph.GraphText;

class PosteriorTest {

    private static final Probe[] PROBES = {
        search(CommitGraph.GOOD, 0.1, -0.4, 0.3),
        search(1, 0.5, 0.2),
        search(2, 1.3, 0.6, 0.9),
        search(4, 1.2, 0.8, 1.7)
    };

    static Stream<CommitGraph> graphs() {
        return Stream.of(CommitGraph.line(5), GraphText.parse("0 -\n1 0\n2 0\n3 1 2\n4 3 -\n"));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void levelsGiveWhatPlainIntegrationGives(CommitGraph graph) {
        double[] expected = BruteForce.levels(graph, Arrays.asList(PROBES), 0, -12, 13);

        assertThat(probabilities(Searches.with(Searches.begin(graph, level(1), PLAIN), PROBES)))
                .containsExactly(expected, offset(0.01));
        assertThat(Arrays.stream(expected).max().orElseThrow()).isBetween(0.2, 0.9);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void levelsWithABuildEffectGiveWhatPlainIntegrationGives(CommitGraph graph) {
        Symptom symptom =
                new Symptom.Level(VariancePrior.NONE, new Symptom.BuildEffect(0.5, Double.POSITIVE_INFINITY), 1);

        assertThat(probabilities(Searches.with(Searches.begin(graph, symptom, PLAIN), PROBES)))
                .containsExactly(BruteForce.levels(graph, Arrays.asList(PROBES), 0.5, -12, 13), offset(0.01));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void ratesGiveWhatPlainIntegrationGives(CommitGraph graph) {
        Probe[] probes = {search(CommitGraph.GOOD, 0, 0, 1, 0), search(1, 0, 1), search(2, 1, 1, 0), search(4, 1, 1, 1)
        };

        assertThat(probabilities(Searches.with(Searches.begin(graph, new Symptom.Rate(0.5), PLAIN), probes)))
                .containsExactly(BruteForce.rates(graph, Arrays.asList(probes)), offset(0.002));
    }

    @Test
    void aShiftAScaleAndASignOfAllSamplesChangeNothing() {
        SearchRules rules = SearchRules.DEFAULT.withEndError(0);
        Probe[] probes = {
            search(CommitGraph.GOOD, 0.1, -0.4, 0.3, 0.2, 9), search(2, 0.5, 0.2, -8), search(4, 1.2, 0.8, 1.7, 1.1)
        };
        CommitGraph graph = CommitGraph.line(5);
        Decision expected = Bisection.decide(Searches.with(Searches.begin(graph, level(1), rules), probes));

        for (double factor : new double[] {1, -1, 1e-6, 3e5}) {
            for (double shift : new double[] {0, 7, -1000}) {
                Probe[] moved = Arrays.stream(probes)
                        .map(p -> search(
                                p.commit(),
                                ((Probe.Measured) p.outcome())
                                        .values().stream()
                                                .mapToDouble(v -> factor * (v + shift))
                                                .toArray()))
                        .toArray(Probe[]::new);
                Decision decision =
                        Bisection.decide(Searches.with(Searches.begin(graph, level(Math.abs(factor)), rules), moved));
                assertThat(decision.posterior().probabilities())
                        .containsExactly(expected.posterior().probabilities(), offset(1e-6));
                assertThat(decision.steps()).isEqualTo(expected.steps());
            }
        }
    }

    @Test
    void anOutlierSaysTheSameHoweverFarItLies() {
        SearchState state = Searches.with(
                Searches.begin(CommitGraph.line(5), level(2), SearchRules.DEFAULT.withEndError(0)),
                search(CommitGraph.GOOD, 0.1, -0.4, 0.3, 0.2, -0.1),
                search(4, 2.2, 1.8, 2.7, 2.1, 1.9));
        double[] near = probabilities(Searches.with(state, search(2, 10)));

        assertThat(probabilities(Searches.with(state, search(2, 1e9)))).containsExactly(near, offset(1e-12));
        assertThat(probabilities(Searches.with(state, search(2, -1e9)))[3]).isGreaterThan(near[3]);
    }

    @Test
    void whatIsKnownOfTheNoiseCountsAsSamplesDo() {
        SearchState unknown = Searches.with(
                Searches.begin(CommitGraph.line(3), level(1), PLAIN),
                search(CommitGraph.GOOD, 0.0),
                search(1, 1.0),
                search(2, 1.0));
        Symptom quiet = new Symptom.Level(new VariancePrior(0.01, 50), Symptom.BuildEffect.NONE, 1);
        Symptom noisy = new Symptom.Level(new VariancePrior(4, 50), Symptom.BuildEffect.NONE, 1);
        SearchState sure = Searches.with(
                Searches.begin(CommitGraph.line(3), quiet, PLAIN),
                unknown.probes().toArray(Probe[]::new));
        SearchState unsure = Searches.with(
                Searches.begin(CommitGraph.line(3), noisy, PLAIN),
                unknown.probes().toArray(Probe[]::new));

        assertThat(probabilities(sure)[2]).isLessThan(0.001);
        assertThat(probabilities(unsure)[2]).isGreaterThan(0.2);
    }

    @Test
    void candidatesThatNoSampleTellsApartKeepTheirPriors() {
        Hypotheses weighted = new Hypotheses(CommitGraph.line(4), new double[] {1, 3, 0, 4});
        SearchState state = new SearchState(
                weighted,
                level(1),
                PLAIN,
                new Prices(10, 1),
                Double.POSITIVE_INFINITY,
                List.of(search(CommitGraph.GOOD, 0.1, 0.2, 0.15), search(3, 1.1, 1.2, 1.15)));

        assertThat(probabilities(state)).containsExactly(new double[] {0.125, 0.375, 0, 0.5}, offset(1e-12));
    }

    @Test
    void theCredibleSetIsTheSmallestThatHoldsTheShare() {
        Posterior posterior = Bisection.decide(new SearchState(
                        new Hypotheses(CommitGraph.line(4), new double[] {0.04, 0.5, 0.4, 0.06}),
                        level(1),
                        PLAIN,
                        new Prices(10, 1),
                        Double.POSITIVE_INFINITY,
                        List.of()))
                .posterior();

        assertThat(posterior.credible(0.95)).containsExactly(1, 2, 3);
        assertThat(posterior.best()).isEqualTo(1);
        assertThat(posterior.probabilityOfBad(2)).isCloseTo(0.94, offset(1e-12));
        assertThat(posterior.probabilityOfBad(CommitGraph.GOOD)).isZero();
        assertThat(posterior.entropy()).isCloseTo(1.458, offset(0.001));
    }
}
