package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.Given.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

class IndexHistoryTest {

    private static final int METRICS = 12;
    private static final List<MetricKey> KEYS = keys();
    private static final Weights KNOWN = known();

    @Test
    void eachPointIsTheIndexThatTheCalculatorGives() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] baseline = boots(random, 4);
        IndexHistory history = new IndexHistory(KEYS, baseline, KNOWN, IndexRules.DEFAULT);
        for (int kernel = 0; kernel < 100; kernel++) {
            double[][] boots = boots(random, 2 + kernel % 4);
            if (kernel % 3 == 0) {
                Arrays.fill(boots[random.nextInt(METRICS)], Double.NaN);
            }
            if (kernel % 5 == 0) {
                boots[random.nextInt(METRICS)][0] = Double.NaN;
            }
            IndexHistory.Point point = history.index("k" + kernel, boots).orElseThrow();
            PerformanceIndex index =
                    IndexCalculator.compute(samples(baseline, boots), Set.copyOf(KEYS), KNOWN, IndexRules.DEFAULT);
            assertThat(point.estimate().logIndex()).isCloseTo(index.logIndex(), within(1e-13));
            assertThat(point.value()).isCloseTo(index.value(), within(1e-10));
            assertThat(point.interval().isPresent()).isEqualTo(index.interval().isPresent());
            if (point.interval().isPresent()) {
                assertThat(point.interval().orElseThrow().low())
                        .isCloseTo(index.interval().orElseThrow().low(), within(1e-9));
                assertThat(point.interval().orElseThrow().high())
                        .isCloseTo(index.interval().orElseThrow().high(), within(1e-9));
            }
            assertThat(point.missing())
                    .containsExactlyElementsOf(
                            index.leftOut().stream().map(LeftOut::key).toList());
        }
    }

    @Test
    void aKernelThatSharesNoMetricHasNoPoint() {
        double[][] nothing = new double[METRICS][3];
        for (double[] metric : nothing) {
            Arrays.fill(metric, Double.NaN);
        }
        IndexHistory history = new IndexHistory(KEYS, boots(new SplittableRandom(1), 3), KNOWN, IndexRules.DEFAULT);
        assertThat(history.index("6.1", nothing)).isEmpty();
    }

    @Test
    void weightsThatWouldChangeFromKernelToKernelAreRefused() {
        assertThatThrownBy(() ->
                        new IndexHistory(KEYS, boots(new SplittableRandom(1), 3), Weights.byRule(), IndexRules.DEFAULT))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("bench0/time");
    }

    @Test
    void wrongShapesAndValuesAreRefusedByName() {
        double[][] baseline = boots(new SplittableRandom(1), 3);
        IndexHistory history = new IndexHistory(KEYS, baseline, KNOWN, IndexRules.DEFAULT);
        assertThatThrownBy(() -> history.index("6.1", new double[3][3]))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("6.1");
        double[][] ragged = boots(new SplittableRandom(1), 3);
        ragged[5] = new double[2];
        assertThatThrownBy(() -> history.index("6.1", ragged))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("bench5/time of 6.1");
        double[][] infinite = boots(new SplittableRandom(1), 3);
        infinite[2][1] = Double.NEGATIVE_INFINITY;
        assertThatThrownBy(() -> history.index("6.1", infinite))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("bench2/time of 6.1");
    }

    @Test
    void theBaselineAgainstItselfIsAHundred() {
        double[][] baseline = boots(new SplittableRandom(1), 3);
        IndexHistory history = new IndexHistory(KEYS, baseline, KNOWN, IndexRules.DEFAULT);
        assertThat(history.index("base", baseline).orElseThrow().value()).isEqualTo(100);
    }

    private static List<MetricKey> keys() {
        List<MetricKey> keys = new ArrayList<>();
        for (int i = 0; i < METRICS; i++) {
            keys.add(key("bench" + i));
        }
        return List.copyOf(keys);
    }

    /** Half of the weights given, half by rule from known deviations. */
    private static Weights known() {
        Map<MetricKey, Double> given = new HashMap<>();
        Map<MetricKey, Double> percent = new HashMap<>();
        for (int i = 0; i < METRICS; i++) {
            (i % 2 == 0 ? given : percent).put(KEYS.get(i), 0.5 + i);
        }
        return new Weights(given, Map.of(), WeightRule.DEFAULT, percent);
    }

    private static double[][] boots(SplittableRandom random, int count) {
        double[][] logs = new double[METRICS][count];
        for (double[] metric : logs) {
            for (int boot = 0; boot < count; boot++) {
                metric[boot] = 2 + 0.05 * random.nextGaussian();
            }
        }
        return logs;
    }

    private static List<MetricSamples> samples(double[][] base, double[][] candidate) {
        List<MetricSamples> metrics = new ArrayList<>();
        for (int i = 0; i < METRICS; i++) {
            List<BootSamples> boots = samples("c", candidate[i]);
            if (!boots.isEmpty()) {
                metrics.add(new MetricSamples(
                        KEYS.get(i), "1/s", Direction.HIGHER_IS_BETTER, samples("b", base[i]), boots));
            }
        }
        return metrics;
    }

    private static List<BootSamples> samples(String prefix, double[] logs) {
        List<BootSamples> boots = new ArrayList<>();
        for (int i = 0; i < logs.length; i++) {
            if (!Double.isNaN(logs[i])) {
                boots.add(BootSamples.of(prefix + i, Math.exp(logs[i])));
            }
        }
        return boots;
    }
}
