package org.kpulse.analysis.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.behaviour.AdjustedComparison.Outcome;
import org.kpulse.analysis.inference.MeanDifference;

class CovariateAdjustmentTest {

    @Test
    void noiseThatTheHostExplainsIsTakenOut() {
        StolenTime stolen = StolenTime.of(1, 5, 5, 0.4, 0.005, 0.02);
        AdjustedComparison adjusted = stolen.compare();
        assertThat(adjusted.outcome()).isEqualTo(Outcome.USED);
        assertThat(adjusted.interval().orElseThrow().contains(0.02)).isTrue();
        assertThat(adjusted.theta().orElseThrow()).isCloseTo(0.4, within(0.1));
        assertThat(adjusted.varianceLeft().orElseThrow()).isLessThan(0.25);
        assertThat(adjusted.degreesOfFreedom()).hasValue(7);
        MeanDifference welch = stolen.welch();
        assertThat(adjusted.interval().orElseThrow().width())
                .isLessThan(0.6 * welch.interval(0.95).width());
    }

    @Test
    void aCovariateThatExplainsNothingOverTheBaselineIsNotUsed() {
        StolenTime unrelated = StolenTime.of(2, 5, 5, 0.4, 0.005, 0.02);
        AdjustedComparison answer = unrelated.compare(Optional.of(new Pearson(30, 0.2)));
        assertThat(answer.outcome()).isEqualTo(Outcome.UNRELATED);
        MeanDifference welch = unrelated.welch();
        assertThat(answer.difference()).isEqualTo(welch.difference());
        assertThat(answer.interval()).contains(welch.interval(0.95));
        assertThat(answer.p()).hasValue(welch.p());
        assertThat(answer.theta()).isEmpty();
        assertThat(unrelated.compare(Optional.empty()).outcome()).isEqualTo(Outcome.UNRELATED);
        assertThat(unrelated.compare(Optional.of(new Pearson(3, 0.99))).outcome())
                .isEqualTo(Outcome.UNRELATED);
    }

    @Test
    void whatItExplainsMustPayForTheDegreeOfFreedom() {
        StolenTime few = StolenTime.of(2, 3, 3, 0.4, 0.005, 0.02);
        assertThat(few.compare(Optional.of(new Pearson(1_000, 0.4))).outcome()).isEqualTo(Outcome.NO_GAIN);
        assertThat(few.compare(Optional.of(new Pearson(1_000, -0.95))).outcome())
                .isEqualTo(Outcome.USED);
    }

    @Test
    void theBaselineIsAboutLogarithmsOfBootsThatHaveBoth() {
        List<BootSamples> boots = new ArrayList<>();
        Map<String, Double> load = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            boots.add(BootSamples.of("b" + i, Math.exp(0.1 * i), i + 1));
            load.put("b" + i, 3.0 * i);
        }
        boots.add(BootSamples.of("unknown", 5));
        HostValues values = new HostValues(HostCovariate.HOST_LOAD, load);
        MetricBoots metric = new MetricBoots(new MetricKey("b", "m"), boots);
        assertThat(CovariateAdjustment.baseline(metric, values)).contains(new Pearson(8, 1));
        MetricBoots zero = new MetricBoots(new MetricKey("b", "m"), List.of(BootSamples.of("b0", 0)));
        assertThat(CovariateAdjustment.baseline(zero, values)).isEmpty();
        assertThat(CovariateAdjustment.baseline(new MetricBoots(new MetricKey("b", "m"), List.of()), values))
                .isEmpty();
    }

    @Test
    void twoBootsASideCannotSpareADegreeOfFreedom() {
        assertThat(StolenTime.of(3, 2, 2, 0.4, 0.001, 0).compare().outcome()).isEqualTo(Outcome.TOO_FEW_BOOTS);
        AdjustedComparison one = StolenTime.of(3, 1, 9, 0.4, 0.001, 0).compare();
        assertThat(one.outcome()).isEqualTo(Outcome.TOO_FEW_BOOTS);
        assertThat(one.p()).isEmpty();
        assertThat(one.interval()).isEmpty();
    }

    @Test
    void aMissingOrFlatCovariateIsNotUsed() {
        StolenTime stolen = StolenTime.of(4, 5, 5, 0.4, 0.005, 0);
        Map<String, Double> partial = new HashMap<>(stolen.base().byBoot());
        partial.remove("b3");
        assertThat(stolen.compare(partial, stolen.candidate().byBoot()).outcome())
                .isEqualTo(Outcome.MISSING);
        Map<String, Double> flatBase = new HashMap<>();
        stolen.base().byBoot().keySet().forEach(boot -> flatBase.put(boot, 0.0));
        Map<String, Double> flatCandidate = new HashMap<>();
        stolen.candidate().byBoot().keySet().forEach(boot -> flatCandidate.put(boot, 0.3));
        assertThat(stolen.compare(flatBase, flatCandidate).outcome()).isEqualTo(Outcome.FLAT);
    }

    @Test
    void anImbalanceOfTheCovariateCostsAccuracyAndIsSaid() {
        StolenTime stolen = StolenTime.of(5, 5, 5, 0.4, 0.005, 0);
        Map<String, Double> far = new HashMap<>();
        stolen.candidate().byBoot().forEach((boot, value) -> far.put(boot, value + 5));
        AdjustedComparison answer = stolen.compare(stolen.base().byBoot(), far);
        assertThat(answer.covariateDifference().orElseThrow()).isCloseTo(5, within(0.3));
        assertThat(answer.varianceLeft().orElseThrow()).isGreaterThan(1);
    }

    @Test
    void theUnitOfTheCovariateAndTheOrderOfBootsChangeNothing() {
        StolenTime stolen = StolenTime.of(1, 5, 5, 0.4, 0.005, 0.02);
        AdjustedComparison answer = stolen.compare();
        Map<String, Double> base = new HashMap<>();
        stolen.base().byBoot().forEach((boot, value) -> base.put(boot, 1024 * value));
        Map<String, Double> candidate = new HashMap<>();
        stolen.candidate().byBoot().forEach((boot, value) -> candidate.put(boot, 1024 * value));
        AdjustedComparison scaled = stolen.compare(base, candidate);
        assertThat(scaled.interval()).isEqualTo(answer.interval());
        assertThat(scaled.theta().orElseThrow()).isEqualTo(answer.theta().orElseThrow() / 1024);
        List<BootSamples> reversed = new ArrayList<>(stolen.samples().base());
        Collections.reverse(reversed);
        MetricSamples reordered = new MetricSamples(
                stolen.samples().key(),
                "s",
                Direction.LOWER_IS_BETTER,
                reversed,
                stolen.samples().candidate());
        assertThat(CovariateAdjustment.compare(
                        reordered, stolen.base(), stolen.candidate(), StolenTime.BASELINE, AdjustmentRules.DEFAULT))
                .isEqualTo(answer);
    }

    @Test
    void swappingTheKernelsTurnsTheSign() {
        StolenTime stolen = StolenTime.of(1, 5, 4, 0.4, 0.005, 0.02);
        AdjustedComparison there = stolen.compare();
        AdjustedComparison back = stolen.swapped().compare();
        assertThat(back.outcome()).isEqualTo(there.outcome());
        assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-14));
        assertThat(back.p().orElseThrow()).isCloseTo(there.p().orElseThrow(), within(1e-12));
    }

    @Test
    void everyFiniteInputHasAFiniteAnswer() {
        double[] xs = {0, 1, 1e300, -1e300, Double.MAX_VALUE, 1e-300, Double.MIN_VALUE, 1 + 1e-15, 1e-155, 1e-12};
        double[] ys = {1, 1, 1e300, 1e-300, 2, 1 + 1e-15, Double.MAX_VALUE, Double.MIN_VALUE};
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 3_000; trial++) {
            Map<String, Double> base = new HashMap<>();
            Map<String, Double> candidate = new HashMap<>();
            List<BootSamples> first = extreme(random, xs, ys, base);
            List<BootSamples> second = extreme(random, xs, ys, candidate);
            AdjustedComparison answer = CovariateAdjustment.compare(
                    new MetricSamples(new MetricKey("b", "m"), "s", Direction.LOWER_IS_BETTER, first, second),
                    new HostValues(HostCovariate.HOST_LOAD, base),
                    new HostValues(HostCovariate.HOST_LOAD, candidate),
                    StolenTime.BASELINE,
                    AdjustmentRules.DEFAULT);
            assertThat(answer.difference()).isFinite();
            answer.p().ifPresent(p -> assertThat(p).isBetween(0.0, 1.0));
            answer.theta().ifPresent(theta -> assertThat(theta).isFinite());
            answer.varianceLeft().ifPresent(left -> assertThat(left).isFinite());
        }
    }

    @Test
    void zerosAndTwoDifferentCovariatesAreRefused() {
        StolenTime stolen = StolenTime.of(7, 3, 3, 0.4, 0.005, 0);
        assertThatThrownBy(() -> CovariateAdjustment.compare(
                        stolen.samples(),
                        stolen.base(),
                        new HostValues(HostCovariate.FREQUENCY, Map.of()),
                        StolenTime.BASELINE,
                        AdjustmentRules.DEFAULT))
                .isInstanceOf(AnalysisException.class);
        MetricSamples zero = new MetricSamples(
                stolen.samples().key(),
                "s",
                Direction.LOWER_IS_BETTER,
                List.of(BootSamples.of("b0", 0)),
                stolen.samples().candidate());
        assertThatThrownBy(() -> CovariateAdjustment.compare(
                        zero, stolen.base(), stolen.candidate(), StolenTime.BASELINE, AdjustmentRules.DEFAULT))
                .hasMessageContaining("fio/iops");
    }

    private static List<BootSamples> extreme(
            SplittableRandom random, double[] xs, double[] ys, Map<String, Double> byBoot) {
        int n = 1 + random.nextInt(5);
        List<BootSamples> boots = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            byBoot.put("b" + i, xs[random.nextInt(xs.length)]);
            boots.add(BootSamples.of("b" + i, ys[random.nextInt(ys.length)]));
        }
        return boots;
    }
}
