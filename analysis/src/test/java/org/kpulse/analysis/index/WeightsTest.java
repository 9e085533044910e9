package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.Given.key;
import static org.kpulse.analysis.Given.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

class WeightsTest {

    @Test
    void aDeviationKnownBeforehandWinsOverThatOfTheBoots() {
        Weights weights = Weights.byRule().withDeviations(Map.of(key("a/m0"), 4.0));
        Map<MetricKey, Double> resolved = resolve(
                List.of(
                        deviating("a", 1, 0),
                        deviating("b", 1, 0),
                        deviating("c", 1, 0),
                        deviating("d", 1, 0),
                        deviating("e", 1, 0)),
                weights);
        assertThat(resolved.get(key("a/m0"))).isEqualTo(0.25);
        assertThat(resolved.get(key("b/m0"))).isCloseTo(1, within(0.01));
    }

    @Test
    void theDeviationIsThatWithinBothSides() {
        MetricSamples both = metric("a/m0", new double[] {100, 102}, new double[] {200, 200, 200});
        double logs = Math.log(1.02);
        assertThat(resolve(List.of(both), Weights.byRule()).get(key("a/m0")))
                .isCloseTo(1 / (100 * Math.sqrt(logs * logs / 2 / 3)), within(1e-9));
    }

    @Test
    void aMetricWithASingleBootOnBothSidesCountsAsTheRuleSays() {
        WeightRule rule = new WeightRule(0.5, 4, 0.25);
        MetricSamples single = metric("a/m0", new double[] {100}, new double[] {200});
        assertThat(resolve(List.of(single), new Weights(Map.of(), Map.of(), rule)))
                .containsEntry(key("a/m0"), 0.25);
    }

    @Test
    void anUnlistedMetricWeighsItsInverseDeviationSharedOverItsBenchmark() {
        List<MetricSamples> metrics = new ArrayList<>(List.of(
                deviating("quiet", 1, 0), deviating("loud", 10, 0), deviating("twin", 2, 0), deviating("twin", 2, 1)));
        for (int i = 0; i < 8; i++) {
            metrics.add(deviating("other" + i, 1, 0));
        }
        Map<MetricKey, Double> weights = resolve(metrics, Weights.byRule());
        assertThat(weights.get(key("quiet/m0"))).isCloseTo(1, within(0.01));
        assertThat(weights.get(key("loud/m0"))).isCloseTo(0.1, within(0.01));
        assertThat(weights.get(key("twin/m0"))).isCloseTo(0.25, within(0.01));
    }

    @Test
    void noBenchmarkHoldsOverAQuarterByRule() {
        List<MetricSamples> metrics = List.of(
                deviating("a", 0.5, 0),
                deviating("b", 0.6, 0),
                deviating("c", 20, 0),
                deviating("d", 30, 0),
                deviating("e", 25, 0),
                deviating("f", 25, 0),
                deviating("f", 25, 1));
        Map<MetricKey, Double> weights = resolve(metrics, Weights.byRule());
        double total = total(weights);
        assertThat(weights.get(key("a/m0")) / total).isCloseTo(0.25, within(1e-9));
        assertThat(weights.get(key("b/m0")) / total).isCloseTo(0.25, within(1e-9));
        assertThat(weights.get(key("c/m0"))).isCloseTo(1 / 20.0, within(0.001));
    }

    @Test
    void fewerThanFourBenchmarksWeighAlikeByRule() {
        List<MetricSamples> metrics =
                List.of(deviating("a", 0.5, 0), deviating("b", 5, 0), deviating("c", 20, 0), deviating("c", 20, 1));
        Map<MetricKey, Double> weights = resolve(metrics, Weights.byRule());
        double total = total(weights);
        assertThat(weights.get(key("a/m0")) / total).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(weights.get(key("b/m0")) / total).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(weights.get(key("c/m1")) / total).isCloseTo(1 / 6.0, within(1e-9));
    }

    @Test
    void weightsThatAPersonGaveAreNeverCut() {
        Weights given = new Weights(Map.of(key("a/m0"), 50.0), Map.of("b", 0.0), WeightRule.DEFAULT);
        Map<MetricKey, Double> weights =
                resolve(List.of(deviating("a", 1, 0), deviating("b", 1, 0), deviating("c", 1, 0)), given);
        assertThat(weights).containsEntry(key("a/m0"), 50.0).containsEntry(key("b/m0"), 0.0);
        assertThat(weights.get(key("c/m0"))).isCloseTo(1, within(0.01));
    }

    @Test
    void bootsThatAgreeToTheLastBitDoNotWeighInfinitely() {
        assertThat(resolve(List.of(deviating("a", 0, 0)), Weights.byRule())).containsEntry(key("a/m0"), 2.0);
    }

    @Test
    void anImpossibleWeightIsRefusedByName() {
        assertThatThrownBy(() -> new Weights(Map.of(), Map.of("dbench", -1.0), WeightRule.DEFAULT))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("dbench");
    }

    private static Map<MetricKey, Double> resolve(List<MetricSamples> metrics, Weights weights) {
        List<MetricKey> keys = metrics.stream().map(MetricSamples::key).toList();
        double[] percent = BootWeights.percent(
                BootLogs.of(metrics, MetricSamples::base), BootLogs.of(metrics, MetricSamples::candidate));
        double[] resolved = WeightPlan.of(keys, weights).weights(percent);
        Map<MetricKey, Double> byKey = new HashMap<>();
        for (int i = 0; i < resolved.length; i++) {
            byKey.put(keys.get(i), resolved[i]);
        }
        return byKey;
    }

    private static double total(Map<MetricKey, Double> weights) {
        return weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** A metric whose base boots deviate by so many percent (of logarithms). */
    private static MetricSamples deviating(String benchmark, double percent, int number) {
        double step = Math.exp(percent / 100);
        return metric(benchmark + "/m" + number, new double[] {100 / step, 100, 100 * step}, new double[] {100});
    }
}
