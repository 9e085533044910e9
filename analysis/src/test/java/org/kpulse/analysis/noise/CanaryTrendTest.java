package org.kpulse.analysis.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.noise.CanaryNight.Level;

class CanaryTrendTest {

    private static final MetricKey TIME = new MetricKey("hackbench", "time");
    private static final MetricKey RATE = new MetricKey("tbench", "rate");

    /** A night in which everything took so many times as long. */
    private static CanaryNight slower(double times) {
        return new CanaryNight(Map.of(
                TIME, new Level(Direction.LOWER_IS_BETTER, 0.2 * times, 2),
                RATE, new Level(Direction.HIGHER_IS_BETTER, 2500 / times, 1)));
    }

    private static List<CanaryNight> nights(double... times) {
        List<CanaryNight> nights = new ArrayList<>();
        for (double each : times) {
            nights.add(slower(each));
        }
        return nights;
    }

    private static CanaryPoint last(List<CanaryNight> nights) {
        List<CanaryPoint> points = CanaryTrend.of(nights);
        assertThat(points).hasSameSizeAs(nights);
        return points.get(points.size() - 1);
    }

    @Test
    void fiveNightsAreNeededBeforeOneIsJudged() {
        List<CanaryPoint> points = CanaryTrend.of(nights(1, 1.001, 0.999, 1.002, 2, 1));

        assertThat(points.get(0)).isEqualTo(new CanaryPoint(0, 2, OptionalDouble.empty(), Optional.empty(), false));
        assertThat(points.get(4).percent().getAsDouble()).isLessThan(-49);
        assertThat(points.get(4).expected()).isEmpty();
        assertThat(points.get(5).expected()).isPresent();
        assertThat(points.get(5).earlier()).isEqualTo(5);
        assertThat(points).noneMatch(CanaryPoint::drifted);
    }

    @Test
    void aMachineThatBecameSlowerDriftsWhicheverWayItsMetricsAreBetter() {
        CanaryPoint slow = last(nights(1, 1.002, 0.998, 1.001, 0.999, 1, 1.05));
        CanaryPoint fast = last(nights(1, 1.002, 0.998, 1.001, 0.999, 1, 0.95));

        assertThat(slow.drifted()).isTrue();
        assertThat(slow.metrics()).isEqualTo(2);
        assertThat(slow.percent().getAsDouble()).isBetween(-4.8, -4.7);
        assertThat(slow.expected().orElseThrow().contains(slow.percent().getAsDouble()))
                .isFalse();
        assertThat(fast.drifted()).isTrue();
        assertThat(fast.percent().getAsDouble()).isPositive();
    }

    @Test
    void lessThanHalfAPercentIsNoDriftHoweverSteadyTheMachineIs() {
        assertThat(last(nights(1, 1, 1, 1, 1, 1.004)).drifted()).isFalse();
        assertThat(last(nights(1, 1, 1, 1, 1, 1.006)).drifted()).isTrue();
    }

    @Test
    void aDriftedNightIsNoMeasureForTheNextAndSevenInARowAreTheNewOne() {
        List<CanaryNight> nights = nights(1, 1.002, 0.998, 1.001, 0.999);
        for (int night = 0; night < 9; night++) {
            nights.add(slower(1.1 + 0.001 * (night % 3)));
        }
        List<Boolean> drifted =
                CanaryTrend.of(nights).stream().map(CanaryPoint::drifted).toList();

        assertThat(drifted.subList(0, 5)).containsOnly(false);
        assertThat(drifted.subList(5, 12)).containsOnly(true);
        assertThat(drifted.subList(12, 14)).containsOnly(false);

        nights.set(8, slower(1));
        assertThat(last(nights).drifted()).as("only six in a row").isTrue();
    }

    private static CanaryNight rateAlone(double rate) {
        return new CanaryNight(Map.of(RATE, new Level(Direction.HIGHER_IS_BETTER, rate, Double.NaN)));
    }

    @Test
    void aNightThatLacksAMetricIsJudgedByTheOthersAndIsNoMeasureForWholeNights() {
        List<CanaryNight> nights = nights(1, 1.002, 0.998, 1.001, 0.999);
        nights.add(rateAlone(2500));
        assertThat(last(nights).metrics()).isEqualTo(1);
        assertThat(last(nights).earlier()).isEqualTo(5);

        nights.add(slower(1.05));
        assertThat(last(nights).metrics()).isEqualTo(2);
        assertThat(last(nights).earlier()).isEqualTo(5);
        assertThat(last(nights).drifted()).isTrue();

        assertThat(last(List.of(rateAlone(0))))
                .isEqualTo(new CanaryPoint(0, 0, OptionalDouble.empty(), Optional.empty(), false));
        assertThat(CanaryTrend.of(List.of())).isEmpty();
    }

    @Test
    void metricsThatAreNewBeginAnewAndAreJudgedAfterFiveNights() {
        List<CanaryNight> nights = new ArrayList<>();
        for (int night = 0; night < 40; night++) {
            nights.add(rateAlone(2500 + night % 3));
        }
        nights.addAll(nights(1, 1.002, 0.998, 1.001, 0.999));
        assertThat(last(nights).expected()).isEmpty();
        assertThat(last(nights).earlier()).isEqualTo(4);

        nights.add(slower(1.05));
        assertThat(last(nights).drifted()).isTrue();
    }

    @Test
    void aNoisyMetricDoesNotHideWhatASteadyOneSays() {
        SplittableRandom random = new SplittableRandom(3);
        List<CanaryNight> nights = new ArrayList<>();
        for (int night = 0; night < 20; night++) {
            double steady = 1 + 0.001 * random.nextGaussian() + (night == 19 ? 0.03 : 0);
            nights.add(new CanaryNight(Map.of(
                    TIME, new Level(Direction.LOWER_IS_BETTER, Math.exp(0.3 * random.nextGaussian()), 30),
                    RATE, new Level(Direction.HIGHER_IS_BETTER, steady, 0.2))));
        }
        assertThat(last(nights).drifted()).isTrue();
    }

    @Test
    void aMachineThatDidNotChangeDriftsInOneNightOfAThousandAtMost() {
        SplittableRandom random = new SplittableRandom(20261128);
        int judged = 0;
        int drifted = 0;
        for (int machine = 0; machine < 400; machine++) {
            List<CanaryNight> nights = new ArrayList<>();
            for (int night = 0; night < 65; night++) {
                Map<MetricKey, Level> metrics = new HashMap<>();
                double host = 0.01 * random.nextGaussian();
                for (int metric = 0; metric < 4; metric++) {
                    double cv = 1 + metric;
                    double mean = Math.exp(host + cv / 100 * random.nextGaussian());
                    metrics.put(
                            new MetricKey("b", "m" + metric),
                            new Level(Direction.LOWER_IS_BETTER, mean, cv * (0.5 + random.nextDouble())));
                }
                nights.add(new CanaryNight(metrics));
            }
            for (CanaryPoint point : CanaryTrend.of(nights)) {
                judged += point.expected().isPresent() ? 1 : 0;
                drifted += point.drifted() ? 1 : 0;
            }
        }
        assertThat(judged).isEqualTo(400 * 60);
        assertThat(drifted).as("24 expected, standard deviation 5").isBetween(5, 45);
    }

    @Test
    void whatIsNoMeanIsRefused() {
        for (double mean : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Level(Direction.LOWER_IS_BETTER, mean, 1))
                    .isInstanceOf(AnalysisException.class);
        }
        assertThatThrownBy(() -> new Level(Direction.LOWER_IS_BETTER, 1, -1)).isInstanceOf(AnalysisException.class);
    }
}
