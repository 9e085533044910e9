package org.kpulse.analysis.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Given;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.noise.VarianceComponents.Spread;

class NoiseExtremesTest {

    @Test
    void oneBootSaysNothingOfBoots() {
        MetricNoise noise = check(RandomNoise.one("m", BootSamples.of("b", 1, 2, 3)));
        assertThat(noise.components().boot()).isEmpty();
        assertThat(noise.components().iteration().orElseThrow()).isPositive();
        assertThat(prior(noise)).isEqualTo(VariancePrior.NONE);
        check(RandomNoise.one("m", BootSamples.of("b", 7)));
    }

    @Test
    void constantSamplesHaveNoVarianceAndNoPrior() {
        for (double value : new double[] {1e-300, 3.3, 1e300, Double.MAX_VALUE, Double.MIN_VALUE}) {
            List<BootSamples> boots = new ArrayList<>();
            for (int b = 0; b < 9; b++) {
                boots.add(BootSamples.of("b" + b, value, value, value));
            }
            MetricNoise noise = check(RandomNoise.one("m", boots.toArray(BootSamples[]::new)));
            assertThat(noise.components().boot()).hasValue(0);
            assertThat(noise.components().iteration()).hasValue(0);
            assertThat(noise.components().degreesOfFreedom(3, Spread.WITHIN_BUILD))
                    .isEqualTo(8);
            assertThat(noise.bimodality().orElseThrow().isBimodal()).isFalse();
            assertThat(prior(noise)).isEqualTo(VariancePrior.NONE);
        }
    }

    @Test
    void hugeAndTinyValuesStayFinite() {
        check(RandomNoise.one(
                "m", BootSamples.of("a", 1e300, 1e-300), BootSamples.of("b", 1e-300, 1e300), BootSamples.of("c", 1)));
        check(RandomNoise.one(
                "m",
                BootSamples.of("a", Double.MAX_VALUE),
                BootSamples.of("b", Double.MIN_VALUE),
                BootSamples.of("c", Double.MAX_VALUE)));
        List<BootSamples> boots = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int b = 0; b < 20; b++) {
            double[] values = new double[300];
            for (int i = 0; i < 300; i++) {
                values[i] = Math.pow(10, random.nextDouble(-300, 300));
            }
            boots.add(BootSamples.of("b" + b, values));
        }
        check(RandomNoise.one("m", boots.toArray(BootSamples[]::new)));
    }

    @Test
    void differencesOfOneBitAreRoundingNotNoise() {
        List<BootSamples> boots = new ArrayList<>();
        for (int b = 0; b < 6; b++) {
            boots.add(BootSamples.of("b" + b, 100, b % 2 == 0 ? 100 : Math.nextUp(100.0)));
        }
        MetricNoise noise = check(RandomNoise.one("m", boots.toArray(BootSamples[]::new)));
        assertThat(noise.components().boot()).hasValue(0);
        assertThat(noise.components().iteration()).hasValue(0);
    }

    @Test
    void iterationsThatDifferWhileBootsAgreeLeaveNoBootVariance() {
        List<BootSamples> boots = new ArrayList<>();
        for (int b = 0; b < 3; b++) {
            boots.add(BootSamples.of("b" + b, 100, 110, 90));
        }
        MetricNoise noise = check(RandomNoise.one("m", boots.toArray(BootSamples[]::new)));
        assertThat(noise.components().boot()).hasValue(0);
        assertThat(noise.components().iteration().orElseThrow()).isPositive();
    }

    @Test
    void bootsThatAgreeInBuildsThatDiffer() {
        List<KernelBoots.Build> builds = new ArrayList<>();
        for (int b = 0; b < 5; b++) {
            double value = 100 + b * b;
            builds.add(new KernelBoots.Build(
                    "v" + b, List.of(BootSamples.of(b + "x", value), BootSamples.of(b + "y", value))));
        }
        MetricNoise noise = check(new NoiseSamples(Given.key("m"), List.of(new KernelBoots("k", builds))));
        assertThat(noise.components().boot()).hasValue(0);
        assertThat(noise.components().build().orElseThrow()).isPositive();
    }

    @Test
    void nothingIsNanForAnyLayout() {
        RandomNoise.many(400).forEach(NoiseExtremesTest::check);
    }

    @Test
    void whatIsNoMeasurementIsRefusedByName() {
        assertThatThrownBy(() -> RandomNoise.one("m", BootSamples.of("b7", 1, Double.NaN)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("m/time")
                .hasMessageContaining("b7");
        assertThatThrownBy(() -> RandomNoise.one("m", BootSamples.of("b7", -1))).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> RandomNoise.one("m", BootSamples.of("b7"))).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> RandomNoise.one("m")).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> RandomNoise.one("m", BootSamples.of("b", 1), BootSamples.of("b", 1)))
                .isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new NoiseSamples(Given.key("m"), List.of())).isInstanceOf(AnalysisException.class);
    }

    private static VariancePrior prior(MetricNoise noise) {
        return new NoiseModel(Map.of(noise.key(), noise), Set.of(), 10).prior(noise.key(), 3, Spread.WITHIN_BUILD);
    }

    private static MetricNoise check(NoiseSamples samples) {
        NoiseModel model = NoiseModel.estimate(List.of(samples));
        MetricNoise noise = model.of(samples.key()).orElseThrow();
        for (Spread spread : Spread.values()) {
            for (int iterations : new int[] {1, 10}) {
                assertThat(noise.components().ofBootMean(iterations, spread))
                        .isFinite()
                        .isNotNegative();
                assertThat(noise.components().degreesOfFreedom(iterations, spread))
                        .isFinite()
                        .isNotNegative();
                assertThat(noise.components().cvPercent(iterations, spread)).isFinite();
                VariancePrior prior = model.prior(samples.key(), iterations, spread);
                assertThat(prior.variance()).isFinite();
                assertThat(prior.degreesOfFreedom()).isFinite().isLessThanOrEqualTo(50);
            }
        }
        assertThat(noise.cvPercent()).isFinite();
        assertThat(noise.range().geometricMean()).isFinite();
        noise.bimodality().ifPresent(found -> assertThat(found.gapPercent()).isFinite());
        noise.autocorrelation().ifPresent(found -> assertThat(found.p()).isBetween(0.0, 1.0));
        return noise;
    }
}
