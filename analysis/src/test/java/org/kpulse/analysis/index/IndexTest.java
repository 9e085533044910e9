package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.Given.boots;
import static org.kpulse.analysis.Given.key;
import static org.kpulse.analysis.Given.metric;
import static org.kpulse.analysis.Given.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

class IndexTest {

    /** UnixBench of one machine: test, vanilla kernel, without page sharing, full configuration. */
    private static final String[][] UNIXBENCH = {
        {"Process Creation", "7456", "7288", "6788"},
        {"Execl Throughput", "2505", "2490", "2290"},
        {"Pipe Throughput", "4071", "4084", "4064"},
        {"Shell Scripts", "4521", "4369", "3969"},
        {"File Read", "1051", "1041", "1031"},
        {"File Write", "1070", "1086", "1066"}
    };

    @ParameterizedTest
    @CsvSource({"2, 99.10", "3, 94.51"})
    void thePublishedUnixBenchIndexIsReproduced(int column, double published) {
        List<MetricSamples> metrics = new ArrayList<>();
        for (String[] row : UNIXBENCH) {
            double base = Double.parseDouble(row[1]);
            double candidate = Double.parseDouble(row[column]);
            metrics.add(metric(row[0], Direction.HIGHER_IS_BETTER, boots("b", base), boots("c", candidate)));
        }
        PerformanceIndex index = compute(metrics, Weights.equal(keys(metrics)));
        assertThat(index.value()).isCloseTo(published, within(0.005));
        assertThat(index.interval()).isEmpty();
        assertThat(index.method()).isEqualTo(PerformanceIndex.Method.NONE);
    }

    @Test
    void slowerIsBelowHundredWhicheverWayTheMetricPoints() {
        List<MetricSamples> metrics = List.of(
                metric("seconds", Direction.LOWER_IS_BETTER, boots("b", 10, 10), boots("c", 20, 20)),
                metric("rate", Direction.HIGHER_IS_BETTER, boots("b", 8, 8), boots("c", 2, 2)));
        Weights weights = new Weights(Map.of(key("seconds"), 2.0), Map.of("rate", 1.0), WeightRule.DEFAULT);
        PerformanceIndex index = compute(metrics, weights);
        assertThat(index.value()).isCloseTo(100 * Math.pow(0.5, 2 / 3.0) * Math.pow(0.25, 1 / 3.0), within(1e-9));
        assertThat(index.contributions().get(1).indexPercent())
                .isCloseTo(100 * (Math.pow(0.25, 1 / 3.0) - 1), within(1e-9));
    }

    @Test
    void theContributionsSumToTheLogIndexToTheLastBit() {
        for (int seed = 0; seed < 20; seed++) {
            PerformanceIndex index = compute(noisy(30, 3, 3, seed), Weights.byRule());
            double sum = 0;
            for (Contribution part : index.contributions()) {
                sum += part.logContribution();
            }
            assertThat(index.logIndex()).isEqualTo(sum);
            assertThat(index.value()).isEqualTo(100 * Math.exp(sum));
        }
    }

    @Test
    void aMetricThatIsNotInTheIndexIsNamed() {
        MetricSamples good = metric("a", values(1, 2), values(1, 2));
        MetricSamples zero = metric("z", values(0, 2), values(1, 2));
        PerformanceIndex index = IndexCalculator.compute(
                List.of(good, zero), Set.of(key("a"), key("gone"), key("z")), Weights.byRule(), IndexRules.DEFAULT);
        assertThat(index.leftOut())
                .containsExactlyInAnyOrder(
                        new LeftOut(key("gone"), LeftOut.Reason.NOT_MEASURED),
                        new LeftOut(key("z"), LeftOut.Reason.ZERO_SAMPLES));
        assertThat(index.contributions()).extracting(Contribution::key).containsExactly(key("a"));
    }

    @Test
    void anIndexOfNothingIsRefusedNamingWhatIsMissing() {
        assertThatThrownBy(() ->
                        IndexCalculator.compute(List.of(), Set.of(key("dbench")), Weights.byRule(), IndexRules.DEFAULT))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("dbench/time");
    }

    @Test
    void fewBootsGetTheTIntervalAndManyTheBootstrap() {
        assertThat(compute(noisy(5, 3, 3, 1), Weights.byRule()).method()).isEqualTo(PerformanceIndex.Method.STUDENT_T);
        assertThat(compute(noisy(5, 3, 4, 1), Weights.byRule()).method()).isEqualTo(PerformanceIndex.Method.WELCH_T);
        PerformanceIndex many = compute(noisy(5, 10, 10, 1), Weights.byRule());
        assertThat(many.method()).isEqualTo(PerformanceIndex.Method.STUDENTISED_BOOTSTRAP);
        assertThat(many.interval().orElseThrow().contains(many.value())).isTrue();
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        List<MetricSamples> metrics = noisy(5, 10, 10, 1);
        assertThat(compute(metrics, Weights.byRule())).isEqualTo(compute(metrics, Weights.byRule()));
    }

    @Test
    void theOrderOfBootsDoesNotMatterToTheLastBit() {
        List<MetricSamples> metrics = noisy(7, 9, 12, 3);
        List<MetricSamples> reversed = metrics.stream()
                .map(m -> new MetricSamples(
                        m.key(), m.unit(), m.direction(), reversed(m.base()), reversed(m.candidate())))
                .toList();
        assertThat(compute(reversed, Weights.byRule()).interval())
                .isEqualTo(compute(metrics, Weights.byRule()).interval());
    }

    @Test
    void bootsThatAgreeToTheLastBitGiveANarrowButRealInterval() {
        PerformanceIndex index =
                compute(List.of(metric("a", values(2, 2, 2), values(2.1, 2.1, 2.1))), Weights.byRule());
        assertThat(index.interval().orElseThrow().width()).isBetween(0.01, 0.1);
    }

    @Test
    void bootsThatMissAMetricWidenTheIntervalInsteadOfBreakingIt() {
        List<MetricSamples> metrics = noisy(4, 9, 9, 5);
        MetricSamples last = metrics.get(3);
        List<MetricSamples> ragged = new ArrayList<>(metrics.subList(0, 3));
        ragged.add(new MetricSamples(
                last.key(),
                last.unit(),
                last.direction(),
                last.base().subList(0, 3),
                last.candidate().subList(0, 3)));
        PerformanceIndex index = compute(ragged, Weights.equal(keys(ragged)));
        assertThat(index.method()).isEqualTo(PerformanceIndex.Method.WELCH_T);
        assertThat(index.interval().orElseThrow().width())
                .isGreaterThan(compute(metrics, Weights.equal(keys(metrics)))
                        .interval()
                        .orElseThrow()
                        .width());
    }

    private static PerformanceIndex compute(List<MetricSamples> metrics, Weights weights) {
        return IndexCalculator.compute(metrics, Set.of(), weights, IndexRules.DEFAULT);
    }

    private static List<MetricKey> keys(List<MetricSamples> metrics) {
        return metrics.stream().map(MetricSamples::key).toList();
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    private static List<MetricSamples> noisy(int metrics, int baseBoots, int candidateBoots, long seed) {
        Random random = new Random(seed);
        List<MetricSamples> list = new ArrayList<>();
        for (int m = 0; m < metrics; m++) {
            double[] base = random.doubles(baseBoots, 90, 110).toArray();
            double[] candidate = random.doubles(candidateBoots, 90, 110).toArray();
            list.add(metric("bench" + m, base, candidate));
        }
        return list;
    }
}
