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
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.behaviour.RatioComparison.Reading;

class RatioTestTest {

    private static final Guest.Boots BASE = new Guest(11, +1, 0.99).boots("b", 5, 1, 1);
    private static final Guest.Boots CANDIDATE = new Guest(12, +1, 0.99).boots("c", 6, 1.1, 1.2);

    @Test
    void ratiosAreCorrectedTogetherAndAnswersKeepTheirOrder() {
        RatioQuestion moved = question(BASE, CANDIDATE, correlation(0.99, Optional.empty()));
        RatioQuestion same = question(BASE, renamed(BASE), correlation(0.99, Optional.empty()));
        List<RatioComparison> answers = RatioTest.compare(List.of(same, moved), BehaviourRules.DEFAULT);
        assertThat(answers.get(0).p()).hasValue(1);
        assertThat(answers.get(0).ratio().orElseThrow().estimate()).isZero();
        assertThat(answers.get(1).reading()).isEqualTo(Reading.BEHAVES_DIFFERENTLY);
        assertThat(answers.get(1).q().orElseThrow())
                .isCloseTo(2 * answers.get(1).p().orElseThrow(), within(1e-15));
    }

    @Test
    void theRatiosChangeIsTheMetricsLessTheCounters() {
        RatioComparison ratio = only(question(BASE, CANDIDATE, correlation(0.99, Optional.empty())));
        RatioComparison product = only(question(BASE, CANDIDATE, correlation(-0.99, Optional.empty())));
        double metric = ratio.metricChange().orElseThrow().estimate();
        double counter = ratio.counterChange().orElseThrow().estimate();
        assertThat(ratio.ratio().orElseThrow().estimate()).isCloseTo(metric - counter, within(1e-12));
        assertThat(product.ratio().orElseThrow().estimate()).isCloseTo(metric + counter, within(1e-12));
    }

    @Test
    void aMetricThatDoesNotFollowInProportionIsNotAccusedForMoreWork() {
        // a large fixed part: the metric rises by 3 % where the counter rises by 10 %
        Optional<Interval> elasticity = Optional.of(new Interval(0.28, 0.32));
        RatioComparison answer = only(question(BASE, scaled(BASE, 1.029, 1.1), correlation(0.99, elasticity)));
        assertThat(answer.q().orElseThrow()).isLessThan(0.05);
        assertThat(answer.proportional()).isFalse();
        assertThat(answer.reading()).isEqualTo(Reading.UNDECIDED);
        Optional<Interval> rounded = Optional.of(new Interval(1 + 1e-15, 1 + 1e-15));
        assertThat(only(question(BASE, CANDIDATE, correlation(0.99, rounded))).proportional())
                .isTrue();
        // at equal work the same metric can be accused
        RatioComparison dearer = only(question(BASE, scaled(BASE, 1.1, 1.0), correlation(0.99, elasticity)));
        assertThat(dearer.reading()).isEqualTo(Reading.BEHAVES_DIFFERENTLY);
    }

    @Test
    void bootsWithoutTheCounterAreLeftOutAndTooFewOrZeroAreNotTested() {
        Map<String, Double> some = new HashMap<>(BASE.driver().byBoot());
        some.remove("b1");
        some.remove("b2");
        Guest.Boots fewer = new Guest.Boots(BASE.metric(), new Counter(Guest.DRIVER, some));
        CounterCorrelation correlation = correlation(0.99, Optional.empty());
        assertThat(only(question(fewer, CANDIDATE, correlation)).p()).isPresent();
        some.remove("b3");
        some.remove("b4");
        Guest.Boots one = new Guest.Boots(BASE.metric(), new Counter(Guest.DRIVER, some));
        RatioComparison untested = only(question(one, CANDIDATE, correlation));
        assertThat(untested.reading()).isEqualTo(Reading.UNTESTED);
        assertThat(untested.p()).isEmpty();
        assertThat(untested.ratio()).isEmpty();
        some.put("b3", 0.0);
        some.put("b4", -5.0);
        Guest.Boots zero = new Guest.Boots(BASE.metric(), new Counter(Guest.DRIVER, some));
        assertThat(only(question(zero, CANDIDATE, correlation)).reading()).isEqualTo(Reading.UNTESTED);
    }

    @Test
    void swappingTheKernelsTurnsTheSignAndTheOrderOfBootsChangesNoBit() {
        CounterCorrelation correlation = correlation(0.99, Optional.empty());
        RatioComparison there = only(question(BASE, CANDIDATE, correlation));
        RatioComparison back = only(question(CANDIDATE, BASE, correlation));
        assertThat(back.ratio().orElseThrow().estimate())
                .isEqualTo(-there.ratio().orElseThrow().estimate());
        assertThat(back.p()).isEqualTo(there.p());
        List<BootSamples> reversed = new ArrayList<>(BASE.metric());
        Collections.reverse(reversed);
        assertThat(only(question(new Guest.Boots(reversed, BASE.driver()), CANDIDATE, correlation)))
                .isEqualTo(there);
        RatioComparison otherUnit = only(question(scaled(BASE, 1e-6, 1e6), scaled(CANDIDATE, 1e-6, 1e6), correlation));
        assertThat(otherUnit.ratio().orElseThrow().estimate())
                .isCloseTo(there.ratio().orElseThrow().estimate(), within(1e-9));
    }

    @Test
    void extremesStayFinite() {
        for (double factor : new double[] {1e-300, 1e300}) {
            RatioComparison answer =
                    only(question(scaled(BASE, 1 / factor, factor), CANDIDATE, correlation(0.99, Optional.empty())));
            assertThat(answer.ratio().orElseThrow().estimate()).isFinite();
            assertThat(answer.p().orElseThrow()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void aCorrelationOfSomethingElseIsRefused() {
        CounterCorrelation other = new CounterCorrelation(
                new MetricKey("x", "y"),
                Guest.DRIVER,
                9,
                Optional.of(new Pearson(9, 0.9)),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                true);
        assertThatThrownBy(() -> question(BASE, CANDIDATE, other)).isInstanceOf(AnalysisException.class);
    }

    private static RatioComparison only(RatioQuestion question) {
        return RatioTest.compare(List.of(question), BehaviourRules.DEFAULT).get(0);
    }

    private static RatioQuestion question(Guest.Boots base, Guest.Boots candidate, CounterCorrelation correlation) {
        return new RatioQuestion(Guest.samples(base, candidate), correlation, base.driver(), candidate.driver());
    }

    private static CounterCorrelation correlation(double r, Optional<Interval> elasticity) {
        return new CounterCorrelation(
                Guest.KEY,
                Guest.DRIVER,
                30,
                Optional.of(new Pearson(30, r)),
                OptionalDouble.of(1e-9),
                Optional.empty(),
                OptionalDouble.empty(),
                elasticity,
                true);
    }

    private static Guest.Boots renamed(Guest.Boots boots) {
        return scaled(boots, 1, 1);
    }

    private static Guest.Boots scaled(Guest.Boots boots, double metric, double counter) {
        List<BootSamples> samples = boots.metric().stream()
                .map(boot -> BootSamples.of(
                        boot.boot(),
                        Arrays.stream(boot.values()).map(v -> v * metric).toArray()))
                .toList();
        Map<String, Double> byBoot = new HashMap<>();
        boots.driver().byBoot().forEach((boot, value) -> byBoot.put(boot, value * counter));
        return new Guest.Boots(samples, new Counter(Guest.DRIVER, byBoot));
    }
}
