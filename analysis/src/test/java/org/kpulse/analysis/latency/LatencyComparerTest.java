package org.kpulse.analysis.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.latency.Distributions.KEY;
import static org.kpulse.analysis.latency.Distributions.histogram;
import static org.kpulse.analysis.latency.Distributions.lognormal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.Welch;
import org.kpulse.analysis.latency.QuantileComparison.Method;
import org.kpulse.analysis.latency.QuantileComparison.Remark;
import org.kpulse.analysis.latency.QuantileComparison.Scale;

class LatencyComparerTest {

    private static final Quantile P50 = new Quantile(50);
    private static final Quantile P99 = new Quantile(99);
    private static final Quantile P999 = new Quantile(99.9);

    @Test
    void anEmptyDistributionHasNoQuantilesAndCannotBeCompared() {
        LatencyHistogram empty = histogram("b3");
        assertThat(empty.value(P50)).isEmpty();
        assertThat(empty.width(P50)).isEmpty();
        assertThat(LatencyHistogram.decompress(KEY, "b3", empty.compressed())).isEqualTo(empty);
        assertThatThrownBy(() -> samples(List.of(empty), List.of(histogram("c", 1))))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("Metric schbench/wakeup has no values in boot b3 of the base kernel.");
        assertThatThrownBy(() -> samples(List.of(histogram("c", 1)), List.of()))
                .hasMessageContaining("no boots of the candidate");
    }

    @Test
    void fewBootsAreComparedByWelchOnTheLogarithmsOfTheirQuantiles() {
        LatencySamples samples = boots(3, 3, 5, value -> value);
        QuantileComparison p50 = compare(samples, P50);
        MeanDifference welch = Welch.of(logs(samples.base(), P50), logs(samples.candidate(), P50));
        assertThat(p50.method()).isEqualTo(Method.WELCH_T);
        assertThat(p50.difference()).isCloseTo(welch.difference(), within(1e-12));
        assertThat(p50.p()).hasValue(welch.p());
        assertThat(p50.interval()).contains(welch.interval(0.95));
        assertThat(p50.remarks()).isEmpty();
        assertThat(p50.base()).isCloseTo(Math.exp(logs(samples.base(), P50).mean()), within(1e-9));
    }

    @Test
    void manyBootsAreResampledAndTheIntervalFindsAChangeOfTheTailAlone() {
        // values above the 97th percentile, 3.66e6, take 30 % longer
        LatencySamples samples = boots(10, 10, 6, value -> value > 3_660_000 ? (long) (value * 1.3) : value);
        QuantileComparison p50 = compare(samples, P50);
        QuantileComparison p999 = compare(samples, P999);
        assertThat(p50.method()).isEqualTo(Method.STUDENTISED_BOOTSTRAP);
        assertThat(p50.interval().orElseThrow().contains(0)).isTrue();
        assertThat(p999.interval().orElseThrow().low()).isPositive();
        assertThat(p999.interval().orElseThrow().contains(Math.log(1.3))).isTrue();
        assertThat(p999.p().orElseThrow()).isLessThan(0.001);
    }

    @Test
    void oneBootOrTooFewValuesAreNotTested() {
        QuantileComparison one = compare(boots(1, 3, 7, value -> value), P50);
        assertThat(one.p()).isEmpty();
        assertThat(one.interval()).isEmpty();
        assertThat(one.method()).isEqualTo(Method.NONE);
        assertThat(one.remarks()).containsExactly(Remark.TOO_FEW_BOOTS);
        LatencySamples few = samples(
                List.of(histogram("a", 1, 2, 3), histogram("b", 1, 2, 4)),
                List.of(histogram("c", 1, 2, 3), histogram("d", 1, 2, 9)));
        assertThat(compare(few, P99).p()).isEmpty();
        assertThat(compare(few, P99).remarks()).contains(Remark.TOO_FEW_VALUES);
        assertThat(compare(few, Quantile.MAX).p()).isPresent();
        assertThatThrownBy(() -> few.asMetric(P99)).hasMessageContaining("boot a: 3 values do not tell p99");
    }

    @Test
    void aQuantileOfZeroIsComparedByDifferences() {
        LatencySamples samples = samples(
                List.of(histogram("a", 0, 0, 5), histogram("b", 0, 0, 5)),
                List.of(histogram("c", 400, 400, 5), histogram("d", 402, 402, 5)));
        QuantileComparison p50 = compare(samples, P50);
        assertThat(p50.scale()).isEqualTo(Scale.ABSOLUTE);
        assertThat(p50.difference()).isCloseTo(401, within(1e-9));
        assertThat(p50.base()).isZero();
        assertThat(p50.remarks()).contains(Remark.ZERO_QUANTILE);
        LatencySamples zeros = samples(
                List.of(histogram("a", 0, 0), histogram("b", 0, 0)),
                List.of(histogram("c", 0, 0), histogram("d", 0, 0)));
        QuantileComparison nothing = compare(zeros, P50);
        assertThat(nothing.difference()).isZero();
        assertThat(nothing.p()).hasValue(1);
    }

    @Test
    void bootsThatAgreeAreNotBelievedBeyondTheUnit() {
        // 5 against 6 in whole units may be 5.99 against 6.01
        LatencySamples samples = samples(
                List.of(histogram("a", 5, 5), histogram("b", 5, 5), histogram("c", 5, 5)),
                List.of(histogram("d", 6, 6), histogram("e", 6, 6), histogram("f", 6, 6)));
        QuantileComparison p50 = compare(samples, P50);
        assertThat(p50.remarks()).contains(Remark.RESOLUTION);
        assertThat(p50.p().orElseThrow()).isBetween(0.001, 0.05);
    }

    @Test
    void theMaximumOfMoreValuesIsMarked() {
        LatencySamples samples = samples(List.of(histogram("a", 5, 6)), List.of(histogram("c", 5, 6, 7)));
        assertThat(compare(samples, Quantile.MAX).remarks()).contains(Remark.UNEQUAL_COUNTS);
        assertThat(compare(samples, P50).remarks()).doesNotContain(Remark.UNEQUAL_COUNTS);
    }

    @Test
    void aQuantileIsAMetricOfItsOwn() {
        LatencySamples samples = boots(3, 2, 8, value -> value);
        MetricSamples metric = samples.asMetric(P999);
        assertThat(metric.key()).isEqualTo(new MetricKey("schbench", "wakeup.p99.9"));
        assertThat(metric.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        assertThat(metric.base()).hasSize(3);
        assertThat(metric.base().get(1).value(0))
                .isEqualTo(samples.base().get(1).value(P999).orElseThrow());
    }

    @Test
    void swappingTheSidesMirrorsAndTheOrderOfBootsChangesNoBit() {
        for (int n : new int[] {3, 9}) {
            LatencySamples samples = boots(n, n + 1, 9 + n, value -> value + value / 20);
            LatencySamples swapped = samples(samples.candidate(), samples.base());
            List<LatencyHistogram> reversed = new ArrayList<>(samples.base());
            Collections.reverse(reversed);
            LatencySamples reordered = samples(reversed, samples.candidate());
            for (Quantile quantile : Quantile.USUAL) {
                QuantileComparison there = compare(samples, quantile);
                QuantileComparison back = compare(swapped, quantile);
                assertThat(compare(reordered, quantile)).isEqualTo(there);
                assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-12));
                assertThat(back.p().orElseThrow()).isCloseTo(there.p().orElseThrow(), within(1e-12));
                Interval mirrored = back.interval().orElseThrow();
                // resamples differ: mirrored up to the bootstrap's own noise
                double accuracy = n < 8 ? 1e-12 : 0.3 * mirrored.width();
                assertThat(-mirrored.high())
                        .isCloseTo(there.interval().orElseThrow().low(), within(accuracy));
            }
        }
    }

    @Test
    void anotherUnitChangesDifferencesOnlyByTheResolution() {
        LatencySamples fine = boots(4, 4, 20, value -> value);
        List<QuantileComparison> nanoseconds = LatencyComparer.compare(fine, Quantile.USUAL, LatencyRules.DEFAULT);
        LatencySamples coarse = boots(4, 4, 20, value -> value, 1 << 4);
        List<QuantileComparison> sixteenths = LatencyComparer.compare(coarse, Quantile.USUAL, LatencyRules.DEFAULT);
        for (int i = 0; i < nanoseconds.size(); i++) {
            assertThat(sixteenths.get(i).difference())
                    .isCloseTo(nanoseconds.get(i).difference(), within(1e-3));
        }
    }

    private static QuantileComparison compare(LatencySamples samples, Quantile quantile) {
        return LatencyComparer.compare(samples, List.of(quantile), LatencyRules.DEFAULT)
                .get(0);
    }

    private static Moments logs(List<LatencyHistogram> boots, Quantile quantile) {
        return Moments.of(boots.stream()
                .mapToDouble(boot -> Math.log(boot.value(quantile).orElseThrow()))
                .toArray());
    }

    private static LatencySamples samples(List<LatencyHistogram> base, List<LatencyHistogram> candidate) {
        return new LatencySamples(KEY, "ns", Direction.LOWER_IS_BETTER, base, candidate);
    }

    private static LatencySamples boots(int base, int candidate, long seed, LongUnaryOperator changed) {
        return boots(base, candidate, seed, changed, 1);
    }

    private static LatencySamples boots(int base, int candidate, long seed, LongUnaryOperator changed, long unit) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LatencyHistogram> first = new ArrayList<>();
        List<LatencyHistogram> second = new ArrayList<>();
        for (int i = 0; i < base; i++) {
            first.add(lognormal("b" + i, random, 3_000, 0.02, value -> value / unit));
        }
        for (int i = 0; i < candidate; i++) {
            second.add(lognormal("c" + i, random, 3_000, 0.02, value -> changed.applyAsLong(value) / unit));
        }
        return samples(first, second);
    }
}
