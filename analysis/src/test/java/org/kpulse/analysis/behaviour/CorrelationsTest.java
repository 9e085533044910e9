package org.kpulse.analysis.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.inference.BenjaminiHochberg;

class CorrelationsTest {

    private static final MetricKey KEY = new MetricKey("b", "m");

    @Test
    void allPairsOfTheTableAreCorrectedTogether() {
        SplittableRandom random = new SplittableRandom(1);
        List<MetricBoots> metrics = List.of(metric("m1", random, 12), metric("m2", random, 12));
        List<Counter> counters =
                List.of(counter("c1", random, 12), counter("c2", random, 12), counter("c3", random, 12));
        List<CounterCorrelation> table = Correlations.table(metrics, counters, BehaviourRules.DEFAULT);
        assertThat(table).extracting(CounterCorrelation::counter).containsExactly("c1", "c2", "c3", "c1", "c2", "c3");
        assertThat(table).extracting(row -> row.metric().metric()).containsExactly("m1", "m1", "m1", "m2", "m2", "m2");
        double[] q = BenjaminiHochberg.adjust(table.stream()
                .mapToDouble(row -> row.pearson().orElseThrow().p())
                .toArray());
        assertThat(table.stream()
                        .mapToDouble(row -> row.pearsonQ().orElseThrow())
                        .toArray())
                .containsExactly(q);
    }

    @Test
    void onlyBootsThatHaveBothCount() {
        MetricBoots metric = boots(1, 2, 3, 4, 5);
        Counter counter = new Counter("c", Map.of("0", 10.0, "2", 30.0, "3", 40.0, "4", 51.0, "other", 1e9));
        CounterCorrelation row = only(metric, counter);
        assertThat(row.boots()).isEqualTo(4);
        assertThat(row.pearson().orElseThrow().r()).isGreaterThan(0.99);
    }

    @Test
    void whatDoesNotVaryOrHasTooFewBootsHasNoCorrelationAndIsNotCounted() {
        MetricBoots metric = boots(1, 2, 3, 4);
        Counter flat = new Counter("flat", Map.of("0", 7.0, "1", 7.0, "2", 7.0, "3", 7.0));
        Counter few = new Counter("few", Map.of("0", 7.0, "1", 8.0));
        Counter none = new Counter("none", Map.of());
        Counter good = new Counter("good", Map.of("0", 1.0, "1", 3.0, "2", 2.0, "3", 5.0));
        List<CounterCorrelation> table =
                Correlations.table(List.of(metric), List.of(flat, few, none, good), BehaviourRules.DEFAULT);
        for (CounterCorrelation row : table.subList(0, 3)) {
            assertThat(row.pearson()).isEmpty();
            assertThat(row.pearsonQ()).isEmpty();
            assertThat(row.spearman()).isEmpty();
            assertThat(row.strong()).isFalse();
        }
        CounterCorrelation row = table.get(3);
        assertThat(row.pearsonQ()).hasValue(row.pearson().orElseThrow().p());
    }

    @Test
    void aHighCorrelationOfThreeBootsIsNotStrong() {
        CounterCorrelation row = only(boots(1, 2, 3.1), new Counter("c", Map.of("0", 1.0, "1", 2.0, "2", 3.2)));
        assertThat(row.pearson().orElseThrow().r()).isGreaterThan(0.99);
        assertThat(row.pearson().orElseThrow().interval(0.95)).isEmpty();
        assertThat(row.spearman().orElseThrow().p()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(row.strong()).isTrue(); // one pair, q = 0.02
        CounterCorrelation loose = only(boots(1, 2, 3.9), new Counter("c", Map.of("0", 1.0, "1", 2.0, "2", 2.4)));
        assertThat(loose.pearson().orElseThrow().r()).isGreaterThan(0.9);
        assertThat(loose.strong()).isFalse();
    }

    @Test
    void fullAgreementHasADefinedInterval() {
        double[] x = {1, 2, 3, 4};
        double[] y = {2, 4, 6, 8};
        assertThat(Pearson.of(x, y).orElseThrow().p()).isZero();
        assertThat(Pearson.of(x, y).orElseThrow().interval(0.95)).contains(new Interval(1, 1));
        Spearman up = Spearman.of(x, new double[] {1, 2, 3, 50}).orElseThrow();
        assertThat(up.rho()).isEqualTo(1);
        assertThat(up.p()).isCloseTo(2.0 / 24, within(1e-15));
        assertThat(up.interval(0.95).orElseThrow().low()).isNegative();
        assertThat(up.interval(0.95).orElseThrow().high()).isEqualTo(1);
        Spearman down = Spearman.of(x, new double[] {50, 3, 2, 1}).orElseThrow();
        assertThat(down.interval(0.95).orElseThrow().low()).isEqualTo(-1);
    }

    @Test
    void anotherUnitAndAnotherOrderChangeNothing() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 200; trial++) {
            int n = 3 + random.nextInt(15);
            double[] x = random.doubles(n).toArray();
            double[] y = random.doubles(n).map(v -> Math.rint(4 * v)).toArray();
            y[0] = -1;
            double[] reversedX = reversed(x);
            double[] reversedY = reversed(y);
            assertThat(Pearson.of(reversedX, reversedY)).isEqualTo(Pearson.of(x, y));
            assertThat(Spearman.of(reversedX, reversedY)).isEqualTo(Spearman.of(x, y));
            double[] scaled = Arrays.stream(x).map(v -> 1e-9 * v).toArray();
            assertThat(Pearson.of(scaled, y).orElseThrow().r())
                    .isCloseTo(Pearson.of(x, y).orElseThrow().r(), within(1e-12));
            assertThat(Spearman.of(scaled, y)).isEqualTo(Spearman.of(x, y));
            assertThat(Spearman.of(y, x).orElseThrow().rho())
                    .isCloseTo(Spearman.of(x, y).orElseThrow().rho(), within(1e-12));
        }
    }

    @Test
    void everyFiniteInputHasAFiniteAnswer() {
        double[] extremes = {0, -0.0, 1, 1e300, -1e300, Double.MAX_VALUE, 1e-300, Double.MIN_VALUE, 1 + 1e-15, -1};
        SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < 2_000; trial++) {
            int n = random.nextInt(9);
            double[] x = random.ints(n, 0, extremes.length)
                    .mapToDouble(i -> extremes[i])
                    .toArray();
            double[] y = random.ints(n, 0, extremes.length)
                    .mapToDouble(i -> extremes[i])
                    .toArray();
            Pearson.of(x, y).ifPresent(pearson -> {
                assertThat(pearson.p()).isBetween(0.0, 1.0);
                pearson.interval(0.95)
                        .ifPresent(i -> assertThat(i.contains(pearson.r())).isTrue());
            });
            Spearman.of(x, y).ifPresent(spearman -> {
                assertThat(spearman.p()).isBetween(0.0, 1.0);
                spearman.interval(0.95)
                        .ifPresent(i -> assertThat(i.contains(spearman.rho())).isTrue());
            });
            double[] positive = Arrays.stream(y).map(Math::abs).toArray();
            Map<String, Double> byBoot = new HashMap<>();
            for (int i = 0; i < n; i++) {
                byBoot.put(Integer.toString(i), x[i]);
            }
            CounterCorrelation row = only(boots(positive), new Counter("c", byBoot));
            assertThat(row.boots()).isEqualTo(n);
        }
    }

    @Test
    void whatIsNoNumberIsRefusedByName() {
        assertThatThrownBy(() -> new Counter("vmstat.cs", Map.of("b4", Double.NaN)))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("The counter vmstat.cs has the value NaN in boot b4; it must be finite.");
        assertThatThrownBy(() -> boots(1, Double.POSITIVE_INFINITY)).hasMessageContaining("Metric b/m, boot 1");
        assertThatThrownBy(() -> new MetricBoots(KEY, List.of(BootSamples.of("x", 1), BootSamples.of("x", 1))))
                .hasMessageContaining("boot x twice");
        assertThatThrownBy(() -> new MetricBoots(KEY, List.of(BootSamples.of("x"))))
                .hasMessageContaining("boot x");
        assertThatThrownBy(() -> Pearson.of(new double[3], new double[4])).isInstanceOf(AnalysisException.class);
    }

    private static CounterCorrelation only(MetricBoots metric, Counter counter) {
        return Correlations.table(List.of(metric), List.of(counter), BehaviourRules.DEFAULT)
                .get(0);
    }

    private static MetricBoots boots(double... values) {
        List<BootSamples> boots = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            boots.add(BootSamples.of(Integer.toString(i), values[i]));
        }
        Collections.reverse(boots);
        return new MetricBoots(KEY, boots);
    }

    private static MetricBoots metric(String name, SplittableRandom random, int boots) {
        List<BootSamples> samples = new ArrayList<>();
        for (int i = 0; i < boots; i++) {
            samples.add(BootSamples.of("b" + i, 5 + random.nextDouble(), 5 + random.nextDouble()));
        }
        return new MetricBoots(new MetricKey("b", name), samples);
    }

    private static Counter counter(String name, SplittableRandom random, int boots) {
        Map<String, Double> byBoot = new HashMap<>();
        for (int i = 0; i < boots; i++) {
            byBoot.put("b" + i, random.nextDouble());
        }
        return new Counter(name, byBoot);
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
