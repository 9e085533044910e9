package org.kpulse.analysis.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;

class RobustTest {

    private static final double PERCENT = 1e-7; // 1e-9 relative

    @Test
    void exactTestAndIntervalAgreeWithR() {
        for (String[] row : Reference.rows("robust-exact.csv")) {
            double[] base = Reference.list(row[0]);
            double[] candidate = Reference.list(row[1]);
            MannWhitney test = MannWhitney.of(base, candidate);
            assertThat(test.exact()).isTrue();
            assertThat(test.statistic()).isEqualTo(Double.parseDouble(row[2]));
            assertThat(test.twoSidedP()).isCloseTo(Double.parseDouble(row[3]), withinPercentage(PERCENT));
            HodgesLehmann shift = HodgesLehmann.shift(base, candidate, 0.95);
            assertThat(shift.shift()).isCloseTo(Double.parseDouble(row[4]), within(1e-12));
            assertInterval(shift, row[5], row[6], 1e-12);
            assertThat(shift.achievedConfidence()).isCloseTo(Double.parseDouble(row[7]), within(1e-12));
        }
    }

    @Test
    void withTiesEverySplitOfTheValuesIsCounted() {
        for (String[] row : Reference.rows("robust-tied.csv")) {
            MannWhitney test = MannWhitney.of(Reference.list(row[0]), Reference.list(row[1]));
            assertThat(test.exact()).isTrue();
            assertThat(test.statistic()).isEqualTo(Double.parseDouble(row[2]));
            assertThat(test.twoSidedP()).isCloseTo(Double.parseDouble(row[3]), withinPercentage(PERCENT));
        }
    }

    @Test
    void fromFiftyValuesOnTheNormalApproximationAgreesWithR() {
        for (String[] row : Reference.rows("robust-large.csv")) {
            double[] base = Reference.list(row[0]);
            double[] candidate = Reference.list(row[1]);
            MannWhitney test = MannWhitney.of(base, candidate);
            assertThat(test.exact()).isFalse();
            assertThat(test.statistic()).isEqualTo(Double.parseDouble(row[2]));
            assertThat(test.twoSidedP()).isCloseTo(Double.parseDouble(row[3]), withinPercentage(PERCENT));
            HodgesLehmann shift = HodgesLehmann.shift(base, candidate, 0.95);
            assertThat(shift.shift()).isCloseTo(Double.parseDouble(row[4]), within(1e-12));
            if (!row[5].isEmpty()) {
                assertInterval(shift, row[5], row[6], 1e-9); // what R's root finder was asked for
            }
        }
    }

    @Test
    void oneAgainstOneSaysNothing() {
        double[] one = {3.5};
        double[] other = {1e300};
        assertThat(MannWhitney.of(one, other).twoSidedP()).isEqualTo(1);
        HodgesLehmann shift = HodgesLehmann.shift(one, other, 0.95);
        assertThat(shift.shift()).isEqualTo(1e300 - 3.5);
        assertThat(shift.interval()).isEmpty();
        assertThat(shift.achievedConfidence()).isZero();
    }

    @Test
    void aConfidenceReachedExactlyHasAnInterval() {
        double[] base = {1, 2, 3};
        double[] candidate = {11, 12, 13};
        HodgesLehmann ninety = HodgesLehmann.shift(base, candidate, 0.90);
        assertThat(ninety.interval()).contains(new Interval(8, 12));
        assertThat(ninety.achievedConfidence()).isCloseTo(0.9, within(1e-15));
        assertThat(HodgesLehmann.shift(base, candidate, 0.901).interval()).isEmpty();
    }

    @Test
    void swappingTheSidesTurnsTheSignOnly() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 300; trial++) {
            double[] base = sample(random, trial % 3 == 0);
            double[] candidate = sample(random, trial % 3 == 0);
            MannWhitney test = MannWhitney.of(base, candidate);
            MannWhitney swapped = MannWhitney.of(candidate, base);
            assertThat(swapped.twoSidedP()).isCloseTo(test.twoSidedP(), withinPercentage(1e-10));
            assertThat(test.statistic() + swapped.statistic()).isEqualTo(base.length * candidate.length);
            HodgesLehmann shift = HodgesLehmann.shift(base, candidate, 0.9);
            HodgesLehmann back = HodgesLehmann.shift(candidate, base, 0.9);
            assertThat(back.shift()).isEqualTo(0.0 - shift.shift());
            assertThat(back.interval())
                    .isEqualTo(shift.interval().map(i -> new Interval(0.0 - i.high(), 0.0 - i.low())));
        }
    }

    @Test
    void theOrderOfBootsAndTheUnitChangeNoBit() {
        SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 300; trial++) {
            double[] base = sample(random, trial % 2 == 0);
            double[] candidate = sample(random, trial % 2 == 0);
            double[] shuffled = base.clone();
            for (int i = shuffled.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double kept = shuffled[i];
                shuffled[i] = shuffled[j];
                shuffled[j] = kept;
            }
            assertThat(MannWhitney.of(shuffled, candidate)).isEqualTo(MannWhitney.of(base, candidate));
            HodgesLehmann shift = HodgesLehmann.shift(base, candidate, 0.9);
            assertThat(HodgesLehmann.shift(shuffled, candidate, 0.9)).isEqualTo(shift);
            HodgesLehmann scaled = HodgesLehmann.shift(times(base, 1024), times(candidate, 1024), 0.9);
            assertThat(scaled.shift()).isEqualTo(1024 * shift.shift());
            assertThat(MannWhitney.of(times(base, 1e-9), times(candidate, 1e-9)).twoSidedP())
                    .isEqualTo(MannWhitney.of(base, candidate).twoSidedP());
        }
    }

    @Test
    void everyFiniteInputHasAFiniteAnswer() {
        double[] extremes = {0, -0.0, 1, 1, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300, Double.MIN_VALUE
        };
        SplittableRandom random = new SplittableRandom(9);
        for (int trial = 0; trial < 500; trial++) {
            double[] base = random.ints(1 + random.nextInt(60), 0, extremes.length)
                    .mapToDouble(i -> extremes[i])
                    .toArray();
            double[] candidate = random.ints(1 + random.nextInt(8), 0, extremes.length)
                    .mapToDouble(i -> extremes[i])
                    .toArray();
            assertThat(MannWhitney.of(base, candidate).twoSidedP()).isBetween(0.0, 1.0);
            HodgesLehmann shift = HodgesLehmann.shift(base, candidate, 0.95);
            assertThat(shift.shift()).isFinite();
            assertThat(shift.achievedConfidence()).isBetween(0.0, 1.0);
            shift.interval()
                    .ifPresent(i -> assertThat(i.contains(shift.shift())).isTrue());
        }
        double[] same = new double[60];
        Arrays.fill(same, 4);
        assertThat(MannWhitney.of(same, same).twoSidedP()).isEqualTo(1);
        assertThat(HodgesLehmann.shift(same, same, 0.95).interval()).contains(new Interval(0, 0));
    }

    @Test
    void whatIsNoGroupIsRefusedBySide() {
        double[] some = {1, 2};
        assertThatThrownBy(() -> MannWhitney.of(new double[0], some))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("base");
        assertThatThrownBy(() -> HodgesLehmann.shift(some, new double[] {1, Double.NaN}, 0.95))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("candidate has NaN");
        assertThatThrownBy(() -> HodgesLehmann.shift(some, some, 1)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> HodgesLehmann.shift(new double[10_000], new double[1_001], 0.95))
                .hasMessageContaining("give boots, not samples");
    }

    private static void assertInterval(HodgesLehmann shift, String low, String high, double accuracy) {
        if (low.isEmpty()) {
            assertThat(shift.interval()).isEmpty();
        } else {
            Interval interval = shift.interval().orElseThrow();
            assertThat(interval.low()).isCloseTo(Double.parseDouble(low), within(accuracy));
            assertThat(interval.high()).isCloseTo(Double.parseDouble(high), within(accuracy));
        }
    }

    private static double[] sample(SplittableRandom random, boolean tied) {
        return random.doubles(1 + random.nextInt(12))
                .map(x -> tied ? Math.rint(5 * x) : x)
                .toArray();
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(x -> x * factor).toArray();
    }
}
