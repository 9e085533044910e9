package org.kpulse.analysis.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

class IndexPropertiesTest {

    /** Everything that is a measurement, however odd. */
    private static final double[] ODD = {
        Double.MIN_VALUE, 1e-300, 1e-10, 1, Math.nextUp(1.0), 2, 1e10, 1e300, Double.MAX_VALUE
    };

    private static final int CASES = 60;

    @Test
    void theUnitDoesNotMatter() {
        for (int seed = 0; seed < CASES; seed++) {
            List<MetricSamples> metrics = noisy(seed);
            PerformanceIndex seconds = compute(metrics);
            PerformanceIndex nanoseconds = compute(map(metrics, m -> with(m, scaled(m.base()), scaled(m.candidate()))));
            assertThat(nanoseconds.value()).isCloseTo(seconds.value(), within(1e-8));
            assertThat(nanoseconds.interval().orElseThrow().low())
                    .isCloseTo(seconds.interval().orElseThrow().low(), within(1e-7));
            assertThat(nanoseconds.interval().orElseThrow().high())
                    .isCloseTo(seconds.interval().orElseThrow().high(), within(1e-7));
        }
    }

    @Test
    void swappingBaseAndCandidateInvertsTheIndex() {
        for (int seed = 0; seed < CASES; seed++) {
            List<MetricSamples> metrics = noisy(seed);
            PerformanceIndex there = compute(metrics);
            PerformanceIndex back =
                    compute(map(metrics, m -> with(m, /* base= */ m.candidate(), /* candidate= */ m.base())));
            assertThat(back.logIndex()).isEqualTo(-there.logIndex());
            assertThat(back.estimate().precision()).isEqualTo(there.estimate().precision());
            Interval mirrored = back.interval().orElseThrow();
            assertThat(10_000 / mirrored.high())
                    .isCloseTo(there.interval().orElseThrow().low(), within(1e-9));
            assertThat(10_000 / mirrored.low())
                    .isCloseTo(there.interval().orElseThrow().high(), within(1e-9));
        }
    }

    @Test
    void theOrderOfBootsChangesNoBit() {
        for (int seed = 0; seed < CASES; seed++) {
            List<MetricSamples> metrics = noisy(seed);
            int rotation = seed;
            List<MetricSamples> shuffled =
                    map(metrics, m -> with(m, rotated(m.base(), rotation), rotated(m.candidate(), rotation + 1)));
            assertThat(compute(shuffled)).isEqualTo(compute(metrics));
        }
    }

    @Test
    void aLargerGainIsALargerIndexAndNoOtherWidth() {
        List<MetricSamples> metrics = noisy(3);
        double width = logWidth(compute(metrics));
        double last = 0;
        for (double factor : new double[] {0.5, 0.9, 1, 1.001, 1.1, 3}) {
            PerformanceIndex index = compute(map(
                    metrics,
                    m -> m.key().benchmark().equals("bench0") ? with(m, m.base(), times(m.candidate(), factor)) : m));
            assertThat(index.value()).isGreaterThan(last);
            assertThat(logWidth(index)).isCloseTo(width, within(1e-12));
            last = index.value();
        }
    }

    @Test
    void noNumberIsNanForAnyMeasurement() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            List<MetricSamples> metrics = new ArrayList<>();
            int count = random.nextInt(1, 6);
            for (int m = 0; m < count; m++) {
                metrics.add(metric("bench" + m, odd(random, "b"), odd(random, "c")));
            }
            Weights weights = switch (i % 4) {
                case 0 -> Weights.byRule();
                case 1 ->
                    Weights.byRule().withDeviations(Map.of(metrics.get(0).key(), ODD[random.nextInt(ODD.length)]));
                case 2 -> new Weights(Map.of(), Map.of("bench0", ODD[random.nextInt(ODD.length)]), WeightRule.DEFAULT);
                default ->
                    new Weights(
                            Map.of(),
                            Map.of("bench0", Double.MAX_VALUE, "bench1", Double.MAX_VALUE),
                            WeightRule.DEFAULT);
            };
            PerformanceIndex index = compute(metrics, weights);
            assertThat(index.value()).isFinite();
            assertThat(index.logIndex()).isFinite();
            index.interval()
                    .ifPresent(interval ->
                            assertThat(interval.contains(index.value())).isTrue());
            index.contributions().forEach(c -> {
                assertThat(c.weight()).isBetween(0.0, 1 + 1e-12);
                assertThat(c.indexPercent()).isFinite();
            });
        }
    }

    private static double logWidth(PerformanceIndex index) {
        Interval interval = index.interval().orElseThrow();
        return Math.log(interval.high() / interval.low());
    }

    private static PerformanceIndex compute(List<MetricSamples> metrics) {
        return compute(metrics, Weights.byRule());
    }

    private static PerformanceIndex compute(List<MetricSamples> metrics, Weights weights) {
        return IndexCalculator.compute(metrics, Set.of(), weights, IndexRules.DEFAULT);
    }

    private static List<MetricSamples> map(List<MetricSamples> metrics, UnaryOperator<MetricSamples> change) {
        return metrics.stream().map(change).toList();
    }

    private static MetricSamples with(MetricSamples m, List<BootSamples> base, List<BootSamples> candidate) {
        return new MetricSamples(m.key(), m.unit(), m.direction(), base, candidate);
    }

    private static MetricSamples metric(String benchmark, List<BootSamples> base, List<BootSamples> candidate) {
        return new MetricSamples(new MetricKey(benchmark, "x"), "x", Direction.HIGHER_IS_BETTER, base, candidate);
    }

    /** 3 to 8 metrics of 2 to 12 boots a side, in a third of the cases as many on both; in some cases boots miss metrics. */
    private static List<MetricSamples> noisy(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int base = random.nextInt(3, 13);
        int candidate = seed % 3 == 0 ? base : random.nextInt(3, 13);
        List<MetricSamples> metrics = new ArrayList<>();
        int count = random.nextInt(3, 9);
        for (int m = 0; m < count; m++) {
            int lost = seed % 5 == 1 && m == 0 ? 1 : 0;
            double deviation = Math.exp(random.nextDouble(-8, -2));
            metrics.add(metric(
                    "bench" + m, boots(random, "b", base - lost, deviation), boots(random, "c", candidate, deviation)));
        }
        return metrics;
    }

    private static List<BootSamples> boots(RandomGenerator random, String prefix, int count, double deviation) {
        List<BootSamples> boots = new ArrayList<>();
        for (int boot = 0; boot < count; boot++) {
            double log = 3 + deviation * random.nextGaussian();
            boots.add(BootSamples.of(prefix + boot, Math.exp(log), Math.exp(log + deviation * random.nextGaussian())));
        }
        return boots;
    }

    private static List<BootSamples> odd(RandomGenerator random, String prefix) {
        List<BootSamples> boots = new ArrayList<>();
        int count = random.nextInt(1, 10);
        boolean equal = random.nextBoolean();
        for (int boot = 0; boot < count; boot++) {
            boots.add(BootSamples.of(prefix + boot, equal ? ODD[0] : ODD[random.nextInt(ODD.length)]));
        }
        return boots;
    }

    private static List<BootSamples> scaled(List<BootSamples> boots) {
        return times(boots, 1e9);
    }

    private static List<BootSamples> times(List<BootSamples> boots, double factor) {
        return boots.stream()
                .map(boot -> BootSamples.of(
                        boot.boot(),
                        Arrays.stream(boot.values()).map(x -> x * factor).toArray()))
                .toList();
    }

    private static List<BootSamples> rotated(List<BootSamples> boots, int by) {
        List<BootSamples> copy = new ArrayList<>(boots);
        Collections.rotate(copy, by);
        return copy;
    }
}
