package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.Given.random;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricSamples;

class OverallIndexTest {

    private static final PerformanceIndex FASTER = Indices.of(IndexEstimate.of(Math.log(1.10), 0.01, 4));
    private static final PerformanceIndex SLOWER = Indices.of(IndexEstimate.of(Math.log(0.90), 0.01, 4));
    private static final PerformanceIndex SINGLE_BOOT = Indices.of(new IndexEstimate(0.1, Optional.empty()));

    @Test
    void platformsWeighAlikeUnlessSomebodySaysOtherwise() {
        OverallIndex alike = OverallIndex.equallyWeighted(Map.of("a", FASTER, "b", SLOWER), Set.of(), 0.95);
        assertThat(alike.value()).isCloseTo(100 * Math.sqrt(1.10 * 0.90), within(1e-9));
        OverallIndex stated = OverallIndex.weighted(Map.of("a", FASTER, "b", SLOWER), Map.of("a", 3.0, "b", 1.0), 0.95);
        assertThat(stated.value()).isCloseTo(100 * Math.pow(1.10, 0.75) * Math.pow(0.90, 0.25), within(1e-9));
    }

    @Test
    void metricsSumToTheirPlatformAndPlatformsToTheTotalToTheLastBit() {
        for (int seed = 0; seed < 20; seed++) {
            OverallIndex index = OverallIndex.weighted(
                    Map.of("a", noisy(seed), "b", noisy(seed + 100), "c", noisy(seed + 200)),
                    Map.of("a", 1.7, "b", 0.3, "c", 1.1),
                    0.95);
            double total = 0;
            for (PlatformContribution platform : index.platforms()) {
                double sum = 0;
                for (Contribution metric : platform.metrics()) {
                    sum += metric.logContribution();
                }
                assertThat(platform.logContribution()).isEqualTo(sum);
                assertThat(platform.logContribution())
                        .isCloseTo(platform.weight() * platform.index().logIndex(), within(1e-14));
                total += platform.logContribution();
            }
            assertThat(index.logIndex()).isEqualTo(total);
            assertThat(index.value()).isEqualTo(100 * Math.exp(total));
        }
    }

    @Test
    void severalPlatformsAreSurerThanOne() {
        OverallIndex four = OverallIndex.equallyWeighted(
                Map.of("a", FASTER, "b", FASTER, "c", FASTER, "d", FASTER), Set.of(), 0.95);
        IndexEstimate.Precision precision = four.estimate().precision().orElseThrow();
        assertThat(precision.standardError()).isCloseTo(0.01 / 2, within(1e-15));
        assertThat(precision.degreesOfFreedom()).isCloseTo(16, within(1e-9));
    }

    @Test
    void theMeanOfEstimatesAloneIsTheSameIndex() {
        IndexEstimate mean = IndexEstimate.weightedMean(
                List.of(new IndexEstimate.Term(3, FASTER.estimate()), new IndexEstimate.Term(1, SLOWER.estimate())));
        OverallIndex index = OverallIndex.weighted(Map.of("a", FASTER, "b", SLOWER), Map.of("a", 3.0, "b", 1.0), 0.95);
        assertThat(mean.logIndex()).isCloseTo(index.logIndex(), within(1e-15));
        assertThat(mean.precision()).isEqualTo(index.estimate().precision());
        assertThatThrownBy(() -> IndexEstimate.weightedMean(List.of())).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> IndexEstimate.weightedMean(List.of(new IndexEstimate.Term(-1, FASTER.estimate()))))
                .isInstanceOf(AnalysisException.class);
    }

    @Test
    void aPlatformWithoutAnIndexIsNamedAndTheOthersKeepTheirProportions() {
        OverallIndex index = OverallIndex.weighted(
                Map.of("a", FASTER, "b", SLOWER), Map.of("a", 2.0, "b", 1.0, "arm", 5.0, "old", 0.0), 0.95);
        assertThat(index.missing()).containsExactly("arm", "old");
        assertThat(index.platforms()).extracting(PlatformContribution::weight).containsExactly(2 / 3.0, 1 / 3.0);
        assertThat(OverallIndex.equallyWeighted(Map.of("a", FASTER), Set.of("a", "arm"), 0.95)
                        .missing())
                .containsExactly("arm");
    }

    @Test
    void aPlatformWithASingleBootTakesTheIntervalAwayAndIsNamed() {
        OverallIndex index = OverallIndex.equallyWeighted(Map.of("a", FASTER, "b", SINGLE_BOOT), Set.of(), 0.95);
        assertThat(index.interval()).isEmpty();
        assertThat(index.withoutInterval()).containsExactly("b");
        OverallIndex unweighed =
                OverallIndex.weighted(Map.of("a", FASTER, "b", SINGLE_BOOT), Map.of("a", 1.0, "b", 0.0), 0.95);
        assertThat(unweighed.interval()).isPresent();
        assertThat(unweighed.withoutInterval()).isEmpty();
    }

    @Test
    void anIndexOverNothingIsRefused() {
        assertThatThrownBy(() -> OverallIndex.equallyWeighted(Map.of(), Set.of("arm"), 0.95))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("arm");
        assertThatThrownBy(() -> OverallIndex.weighted(Map.of("a", FASTER), Map.of("a", 0.0), 0.95))
                .isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> OverallIndex.weighted(Map.of("a", FASTER), Map.of("b", 1.0), 0.95))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("Platform a");
        assertThatThrownBy(() -> OverallIndex.weighted(Map.of("a", FASTER), Map.of("a", Double.NaN), 0.95))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("platform a");
    }

    @Test
    void hugeWeightsDoNotOverflow() {
        Map<String, Double> weights = new TreeMap<>(Map.of("a", Double.MAX_VALUE, "b", Double.MAX_VALUE));
        assertThat(OverallIndex.weighted(Map.of("a", FASTER, "b", SLOWER), weights, 0.95)
                        .value())
                .isCloseTo(100 * Math.sqrt(1.10 * 0.90), within(1e-9));
    }

    private static PerformanceIndex noisy(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MetricSamples> metrics =
                IntStream.range(0, 9).mapToObj(i -> random("m" + i, random)).toList();
        return IndexCalculator.compute(metrics, Set.of(), Weights.byRule(), IndexRules.DEFAULT);
    }
}
