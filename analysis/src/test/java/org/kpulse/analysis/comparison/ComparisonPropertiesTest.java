package org.kpulse.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Given;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.inference.VariancePrior;

class ComparisonPropertiesTest {

    private static final ComparisonRules RULES = ComparisonRules.forTime();
    private static final List<MetricSamples> RANDOM = randomMetrics(300);

    @ParameterizedTest
    @EnumSource
    void noNumberIsNanForAnyFiniteInput(Priors priors) {
        compare(priors, RANDOM).forEach(Finiteness::check);
    }

    @ParameterizedTest
    @EnumSource
    void theUnitDoesNotMatter(Priors priors) {
        List<MetricComparison> seconds = compare(priors, RANDOM);
        List<MetricComparison> nanoseconds = compare(priors, map(metric -> scaled(metric, 1e9, 1e9)));
        for (int i = 0; i < RANDOM.size(); i++) {
            MetricComparison a = seconds.get(i);
            MetricComparison b = nanoseconds.get(i);
            assertThat(b.verdict()).isEqualTo(a.verdict());
            assertThat(b.p().orElseThrow()).isCloseTo(a.p().orElseThrow(), within(1e-7));
            assertThat(b.change().difference()).isCloseTo(a.change().difference(), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void swappingBaseAndCandidateMirrorsTheVerdict(Priors priors) {
        List<MetricComparison> there = compare(priors, RANDOM);
        List<MetricComparison> back = compare(
                priors,
                map(m -> new MetricSamples(
                        m.key(), m.unit(), m.direction(), /* base= */ m.candidate(), /* candidate= */ m.base())));
        for (int i = 0; i < RANDOM.size(); i++) {
            assertThat(back.get(i).verdict()).isEqualTo(mirrored(there.get(i).verdict()));
            assertThat(back.get(i).p()).isEqualTo(there.get(i).p());
            assertThat(back.get(i).change().difference())
                    .isEqualTo(-there.get(i).change().difference());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfBootsDoesNotMatterToTheLastBit(Priors priors) {
        List<MetricComparison> shuffled = compare(
                priors,
                map(m -> new MetricSamples(
                        m.key(), m.unit(), m.direction(), reversed(m.base()), reversed(m.candidate()))));
        assertThat(shuffled).isEqualTo(compare(priors, RANDOM));
    }

    @ParameterizedTest
    @EnumSource
    void aLargerEffectIsALargerChangeAndNeverLessSure(Priors priors) {
        for (MetricSamples metric : RANDOM.subList(0, 50)) {
            double centre = compare(priors, List.of(metric)).get(0).change().difference();
            double change = Double.NEGATIVE_INFINITY;
            double p = 2;
            for (double effect : new double[] {0, 0.001, 0.01, 0.02, 0.05, 0.2, 1}) {
                MetricComparison answer = compare(priors, List.of(scaled(metric, 1, Math.exp(effect - centre))))
                        .get(0);
                assertThat(answer.changePercent().orElseThrow()).isGreaterThan(change);
                assertThat(answer.p().orElseThrow()).isLessThanOrEqualTo(p);
                change = answer.changePercent().orElseThrow();
                p = answer.p().orElseThrow();
            }
        }
    }

    /** What the noise model knows. */
    enum Priors {
        NONE(NoisePriors.NONE),
        /** Anything: the wrong order of magnitude, nothing, or certainty. */
        RANDOM((metric, iterations) -> {
            Random random = new Random(metric.hashCode());
            double[] degrees = {0, 1e-12, 0.3, 4, 50, 1e9, Double.POSITIVE_INFINITY};
            double[] variances = {0, 1e-300, 1e-8, 1e-4, 0.01, 1e300};
            return Optional.of(new VariancePrior(
                    variances[random.nextInt(variances.length)], degrees[random.nextInt(degrees.length)]));
        });

        private final NoisePriors priors;

        Priors(NoisePriors priors) {
            this.priors = priors;
        }
    }

    private static List<MetricComparison> compare(Priors known, List<MetricSamples> metrics) {
        return Comparer.compare(metrics, RULES, known.priors);
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
