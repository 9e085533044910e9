package org.kpulse.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Given;
import org.kpulse.analysis.MetricSamples;

class ComparisonPropertiesTest {

    private static final ComparisonRules RULES = ComparisonRules.forTime();
    private static final List<MetricSamples> RANDOM = randomMetrics(300);

    @Test
    void noNumberIsNanForAnyFiniteInput() {
        Comparer.compare(RANDOM, RULES).forEach(Finiteness::check);
    }

    @Test
    void theUnitDoesNotMatter() {
        List<MetricComparison> seconds = Comparer.compare(RANDOM, RULES);
        List<MetricComparison> nanoseconds = Comparer.compare(map(metric -> scaled(metric, 1e9, 1e9)), RULES);
        for (int i = 0; i < RANDOM.size(); i++) {
            MetricComparison a = seconds.get(i);
            MetricComparison b = nanoseconds.get(i);
            assertThat(b.verdict()).isEqualTo(a.verdict());
            assertThat(b.p().orElseThrow()).isCloseTo(a.p().orElseThrow(), within(1e-7));
            assertThat(b.change().difference()).isCloseTo(a.change().difference(), within(1e-9));
        }
    }

    @Test
    void swappingBaseAndCandidateMirrorsTheVerdict() {
        List<MetricComparison> there = Comparer.compare(RANDOM, RULES);
        List<MetricComparison> back = Comparer.compare(
                map(m -> new MetricSamples(
                        m.key(), m.unit(), m.direction(), /* base= */ m.candidate(), /* candidate= */ m.base())),
                RULES);
        for (int i = 0; i < RANDOM.size(); i++) {
            assertThat(back.get(i).verdict()).isEqualTo(mirrored(there.get(i).verdict()));
            assertThat(back.get(i).p()).isEqualTo(there.get(i).p());
            assertThat(back.get(i).change().difference())
                    .isEqualTo(-there.get(i).change().difference());
        }
    }

    @Test
    void theOrderOfBootsDoesNotMatterToTheLastBit() {
        List<MetricComparison> shuffled = Comparer.compare(
                map(m -> new MetricSamples(
                        m.key(), m.unit(), m.direction(), reversed(m.base()), reversed(m.candidate()))),
                RULES);
        assertThat(shuffled).isEqualTo(Comparer.compare(RANDOM, RULES));
    }

    @Test
    void aLargerEffectIsALargerChangeAndNeverLessSure() {
        for (MetricSamples metric : RANDOM.subList(0, 50)) {
            double centre =
                    Comparer.compare(List.of(metric), RULES).get(0).change().difference();
            double change = Double.NEGATIVE_INFINITY;
            double p = 2;
            for (double effect : new double[] {0, 0.001, 0.01, 0.02, 0.05, 0.2, 1}) {
                MetricComparison answer = Comparer.compare(List.of(scaled(metric, 1, Math.exp(effect - centre))), RULES)
                        .get(0);
                assertThat(answer.changePercent().orElseThrow()).isGreaterThan(change);
                assertThat(answer.p().orElseThrow()).isLessThanOrEqualTo(p);
                change = answer.changePercent().orElseThrow();
                p = answer.p().orElseThrow();
            }
        }
    }

    private static Verdict mirrored(Verdict verdict) {
        return switch (verdict) {
            case REGRESSION -> Verdict.IMPROVEMENT;
            case IMPROVEMENT -> Verdict.REGRESSION;
            case NO_CHANGE, INCONCLUSIVE -> verdict;
        };
    }

    private static List<MetricSamples> map(UnaryOperator<MetricSamples> change) {
        return RANDOM.stream().map(change).toList();
    }

    private static MetricSamples scaled(MetricSamples m, double base, double candidate) {
        return new MetricSamples(
                m.key(), m.unit(), m.direction(), scaled(m.base(), base), scaled(m.candidate(), candidate));
    }

    private static List<BootSamples> scaled(List<BootSamples> boots, double factor) {
        return boots.stream()
                .map(boot -> BootSamples.of(
                        boot.boot(),
                        Arrays.stream(boot.values()).map(x -> x * factor).toArray()))
                .toList();
    }

    private static List<BootSamples> reversed(List<BootSamples> boots) {
        List<BootSamples> copy = new ArrayList<>(boots);
        Collections.reverse(copy);
        return copy;
    }

    private static List<MetricSamples> randomMetrics(int count) {
        Random random = new Random(11);
        List<MetricSamples> metrics = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            metrics.add(Given.random("m" + i, random));
        }
        return metrics;
    }
}
