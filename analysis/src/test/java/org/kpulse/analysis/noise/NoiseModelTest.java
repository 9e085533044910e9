package org.kpulse.analysis.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Given;
import org.kpulse.analysis.inference.FDistributionFit;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.noise.VarianceComponents.Method;
import org.kpulse.analysis.noise.VarianceComponents.Spread;

class NoiseModelTest {

    @Test
    void theTruthIsFound() {
        MetricNoise noise =
                NoiseEstimator.estimate(RandomNoise.of("m", 30, 20, 10, 0.02, 0.01, new SplittableRandom(1)));
        assertThat(Math.sqrt(noise.components().boot().orElseThrow())).isCloseTo(0.02, within(0.001));
        assertThat(Math.sqrt(noise.components().iteration().orElseThrow())).isCloseTo(0.01, within(0.0003));
        assertThat(noise.components().build()).isEmpty();
        assertThat(noise.cvPercent()).isCloseTo(100 * Math.hypot(0.02, 0.01 / Math.sqrt(10)), within(0.1));
        assertThat(noise.components().degreesOfFreedom(10, Spread.WITHIN_BUILD)).isCloseTo(30 * 19, within(1e-6));
        assertThat(noise.range().boots()).isEqualTo(600);
        assertThat(noise.range().samples()).isEqualTo(6_000);
        assertThat(noise.range().iterations()).isEqualTo(10);
    }

    @Test
    void whatEveryBootDoesAlikeIsNotVariance() {
        List<BootSamples> boots = new ArrayList<>();
        for (int b = 0; b < 5; b++) {
            double level = 100 + b;
            boots.add(BootSamples.of("b" + b, 1.5 * level, 1.1 * level, level));
        }
        MetricNoise noise = noise(boots);
        assertThat(noise.components().iteration().orElseThrow()).isLessThan(1e-28);
        assertThat(noise.iterationEffects()).hasSize(3);
        assertThat(noise.iterationEffects().get(0) - noise.iterationEffects().get(2))
                .isCloseTo(Math.log(1.5), within(1e-12));
        // with too few boots there is no telling
        assertThat(noise(boots.subList(0, 3)).iterationEffects()).isEmpty();
    }

    @Test
    void aBootCutShortIsNotTakenForAFastOne() {
        List<BootSamples> boots = new ArrayList<>();
        for (int b = 0; b < 6; b++) {
            boots.add(BootSamples.of("b" + b, 100, 120, 140));
        }
        boots.add(BootSamples.of("short", 100));
        assertThat(noise(boots).components().boot().orElseThrow()).isLessThan(1e-28);
    }

    @Test
    void kernelsMayDifferInLevelWithoutNoise() {
        DoubleUnaryOperator none = value -> value;
        NoiseSamples near = RandomNoise.of("m", 5, 6, 2, 0.01, 0.01, new SplittableRandom(2));
        NoiseSamples far = new NoiseSamples(
                near.key(),
                List.of(
                        near.kernels().get(0),
                        RandomNoise.mapped(near.kernels().get(1), value -> 64 * value),
                        RandomNoise.mapped(near.kernels().get(2), value -> value / 1024),
                        RandomNoise.mapped(near.kernels().get(3), none),
                        near.kernels().get(4)));
        assertThat(NoiseEstimator.estimate(far).components().boot().orElseThrow())
                .isCloseTo(NoiseEstimator.estimate(near).components().boot().orElseThrow(), withinPercentage(1e-7));
    }

    @Test
    void theUnitDoesNotMatter() {
        for (NoiseSamples samples : RandomNoise.many(60)) {
            VarianceComponents a = NoiseEstimator.estimate(samples).components();
            VarianceComponents b = NoiseEstimator.estimate(RandomNoise.mapped(samples, value -> 1e9 * value))
                    .components();
            double close = 1e-6 * (of(a.build()) + of(a.boot()) + of(a.iteration()));
            assertThat(of(b.build())).isCloseTo(of(a.build()), within(close));
            assertThat(of(b.boot())).isCloseTo(of(a.boot()), within(close));
            assertThat(of(b.iteration())).isCloseTo(of(a.iteration()), within(close));
        }
    }

    @Test
    void theOrderOfBootsMattersOnlyToTheAutocorrelation() {
        for (NoiseSamples samples : RandomNoise.many(60)) {
            MetricNoise a = NoiseEstimator.estimate(samples);
            MetricNoise b = NoiseEstimator.estimate(shuffled(samples));
            assertThat(b.components()).isEqualTo(a.components());
            assertThat(b.groups()).isEqualTo(a.groups());
            assertThat(b.tails()).isEqualTo(a.tails());
            assertThat(b.bimodality()).isEqualTo(a.bimodality());
            assertThat(b.range()).isEqualTo(a.range());
            assertThat(b.iterationEffects()).isEqualTo(a.iterationEffects());
        }
    }

    @Test
    void anyLayoutIsFittedByLikelihood() {
        for (NoiseSamples samples : RandomNoise.many(400)) {
            assertThat(NoiseEstimator.estimate(samples).components().method()).isEqualTo(Method.REML);
        }
    }

    @Test
    void thePriorIsThatOfTheBootsIterations() {
        NoiseModel model =
                NoiseModel.estimate(List.of(RandomNoise.of("m", 1, 30, 4, 0.005, 0.02, new SplittableRandom(3))));
        VarianceComponents components = model.of(Given.key("m")).orElseThrow().components();
        VariancePrior one = model.prior(Given.key("m"), 1, Spread.WITHIN_BUILD);
        VariancePrior many = model.prior(Given.key("m"), 10, Spread.WITHIN_BUILD);
        double iteration = components.iteration().orElseThrow();
        assertThat(one.variance() - many.variance()).isCloseTo(0.9 * iteration, withinPercentage(1e-9));
        assertThat(many.degreesOfFreedom())
                .isLessThan(KernelSpread.USUAL)
                .isLessThan(components.degreesOfFreedom(10, Spread.WITHIN_BUILD));
    }

    @Test
    void heavyTailsMakeThePriorCountForLess() {
        SplittableRandom random = new SplittableRandom(4);
        List<NoiseSamples> tame = new ArrayList<>();
        for (int m = 0; m < 20; m++) {
            tame.add(RandomNoise.of("tame" + m, 4, 25, 2, 0.01, 0.001, random));
        }
        List<KernelBoots> wild = new ArrayList<>();
        for (KernelBoots kernel :
                RandomNoise.of("wild", 4, 25, 2, 0.01, 0.001, random).kernels()) {
            List<BootSamples> boots = new ArrayList<>(kernel.builds().get(0).boots());
            boots.set(3, BootSamples.of(boots.get(3).boot(), 30, 30));
            wild.add(KernelBoots.ofOneBuild(kernel.kernel(), boots));
        }
        tame.add(new NoiseSamples(Given.key("wild"), wild));
        NoiseModel model = NoiseModel.estimate(tame);
        assertThat(model.prior(Given.key("tame0"), 2, Spread.WITHIN_BUILD).degreesOfFreedom())
                .isGreaterThan(10);
        assertThat(model.prior(Given.key("wild"), 2, Spread.WITHIN_BUILD).degreesOfFreedom())
                .isLessThan(5);
    }

    @Test
    void equalGroupsOfOneMetricGiveTheDegreesOfFreedomOfLimma() {
        SplittableRandom random = new SplittableRandom(5);
        List<GroupVariance> groups = new ArrayList<>();
        double[] variances = new double[40];
        double[] degrees = new double[40];
        for (int g = 0; g < 40; g++) {
            variances[g] = Math.exp(random.nextGaussian());
            degrees[g] = 6;
            groups.add(new GroupVariance(variances[g], 6));
        }
        FDistributionFit limma = FDistributionFit.of(variances, degrees);
        assertThat(KernelSpread.withoutUsual(List.of(groups)))
                .isCloseTo(limma.degreesOfFreedom(), withinPercentage(1e-7));
        // the metric's level, and samples in few steps, say nothing
        List<GroupVariance> other = new ArrayList<>();
        groups.forEach(group -> other.add(new GroupVariance(1e3 * group.ratio(), 6)));
        double both = KernelSpread.withoutUsual(List.of(groups, other));
        assertThat(both).isCloseTo(limma.degreesOfFreedom(), withinPercentage(1e-7));
        assertThat(KernelSpread.degreesOfFreedom(List.of())).isCloseTo(KernelSpread.USUAL, withinPercentage(1e-7));
        groups.add(new GroupVariance(0, 6));
        assertThat(KernelSpread.withoutUsual(List.of(groups)))
                .isCloseTo(limma.degreesOfFreedom(), withinPercentage(1e-7));
    }

    @Test
    void metricsWithZerosAreNamedAndHaveNoPrior() {
        NoiseSamples zeros = RandomNoise.one("zeros", BootSamples.of("b1", 0, 1), BootSamples.of("b2", 1, 1));
        NoiseModel model = NoiseModel.estimate(List.of(zeros));
        assertThat(model.withZeros()).containsExactly(Given.key("zeros"));
        assertThat(model.of(Given.key("zeros"))).isEmpty();
        assertThat(model.prior(Given.key("zeros"), 1, Spread.WITHIN_BUILD)).isEqualTo(VariancePrior.NONE);
        assertThat(model.prior(Given.key("unknown"), 1, Spread.WITHIN_BUILD)).isEqualTo(VariancePrior.NONE);
        assertThatThrownBy(() -> NoiseEstimator.estimate(zeros))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("zeros");
        assertThatThrownBy(() -> NoiseModel.estimate(List.of(zeros, zeros))).isInstanceOf(AnalysisException.class);
    }

    private static MetricNoise noise(List<BootSamples> boots) {
        return NoiseEstimator.estimate(RandomNoise.one("m", boots.toArray(BootSamples[]::new)));
    }

    private static double of(OptionalDouble component) {
        return component.orElse(0);
    }

    private static NoiseSamples shuffled(NoiseSamples samples) {
        Random random = new Random(9);
        List<KernelBoots> kernels = new ArrayList<>();
        for (KernelBoots kernel : samples.kernels()) {
            List<KernelBoots.Build> builds = new ArrayList<>();
            for (KernelBoots.Build build : kernel.builds()) {
                List<BootSamples> boots = new ArrayList<>(build.boots());
                Collections.shuffle(boots, random);
                builds.add(new KernelBoots.Build(build.build(), boots));
            }
            Collections.shuffle(builds, random);
            kernels.add(new KernelBoots(kernel.kernel(), builds));
        }
        Collections.shuffle(kernels, random);
        return new NoiseSamples(samples.key(), kernels);
    }
}
