package org.kpulse.analysis.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.kpulse.analysis.latency.Distributions.KEY;
import static org.kpulse.analysis.latency.Distributions.histogram;
import static org.kpulse.analysis.latency.Distributions.lognormal;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class LatencyHistogramTest {

    private static final Quantile P50 = new Quantile(50);
    private static final Quantile P999 = new Quantile(99.9);

    @Test
    void aQuantileIsTheSmallestValueThatItsShareDoesNotExceed() {
        LatencyHistogram boot = histogram("b", 10, 30, 20, 40);
        assertThat(boot.value(new Quantile(25))).hasValue(10);
        assertThat(boot.value(new Quantile(26))).hasValue(20);
        assertThat(boot.value(P50)).hasValue(20);
        assertThat(boot.value(Quantile.MAX)).hasValue(40);
        assertThat(boot.count()).isEqualTo(4);
        assertThat(Quantile.USUAL.stream().map(Quantile::label)).containsExactly("p50", "p90", "p99", "p99.9", "max");
    }

    @Test
    void aQuantileIsWithinHalfAPerMilleOfTheValueRecorded() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 2_000; trial++) {
            long value = (long) Math.exp(random.nextDouble() * Math.log((double) LatencyHistogram.HIGHEST));
            LatencyHistogram boot = histogram("b", value);
            assertThat(boot.value(P50).orElseThrow()).isCloseTo((double) value, withinPercentage(0.05));
            assertThat(boot.value(Quantile.MAX)).isEqualTo(boot.value(P50));
            assertThat(boot.width(P50).orElseThrow()).isBetween(1.0, Math.max(1, value / 1000.0));
            if (value < 2_048) {
                assertThat(boot.value(P50)).hasValue((double) value);
            }
        }
    }

    @Test
    void aStoredDistributionComesBackWhole() {
        LatencyHistogram boot = lognormal("b", new SplittableRandom(2), 20_000, 0, value -> value);
        byte[] stored = boot.compressed();
        assertThat(stored.length).isLessThan(10_000);
        LatencyHistogram back = LatencyHistogram.decompress(KEY, "b", stored);
        assertThat(back).isEqualTo(boot);
        assertThat(back.compressed()).isEqualTo(stored);
        Quantile.USUAL.forEach(quantile -> assertThat(back.value(quantile)).isEqualTo(boot.value(quantile)));
        LatencyHistogram extremes = histogram("b", 0, LatencyHistogram.HIGHEST);
        assertThat(LatencyHistogram.decompress(KEY, "b", extremes.compressed())).isEqualTo(extremes);
    }

    @Test
    void damagedBytesAreRefusedByMetricAndBoot() {
        byte[] stored =
                lognormal("b", new SplittableRandom(3), 500, 0, value -> value).compressed();
        SplittableRandom random = new SplittableRandom(4);
        int refused = 0;
        for (int trial = 0; trial < 500; trial++) {
            byte[] damaged = Arrays.copyOf(stored, random.nextInt(stored.length));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try {
                assertThat(LatencyHistogram.decompress(KEY, "b7", damaged).count())
                        .isNotNegative();
            } catch (AnalysisException e) {
                assertThat(e).hasMessageContaining("schbench/wakeup").hasMessageContaining("b7");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(450);
    }

    @Test
    void valuesOutOfRangeAreRefusedByMetricAndBoot() {
        for (long value : new long[] {-1, LatencyHistogram.HIGHEST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> histogram("b9", value))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("schbench/wakeup, boot b9: the value " + value);
        }
        LatencyHistogram.Recorder recorder = LatencyHistogram.recorder(KEY, "b9");
        for (long times : new long[] {0, -1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> recorder.record(5, times)).hasMessageContaining("boot b9");
        }
    }

    @Test
    void aThousandValuesDefineThePerMille() {
        assertThat(P999.isDefinedFor(1_000)).isTrue();
        assertThat(P999.isDefinedFor(999)).isFalse();
        assertThat(new Quantile(90).isDefinedFor(10)).isTrue();
        assertThat(Quantile.MAX.isDefinedFor(1)).isTrue();
    }
}
