package org.kpulse.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.inference.StudentT;
import org.kpulse.analysis.profile.VarianceMixture.Spread;

class VarianceMixtureTest {

    private static final double SIX_BOOTS = 2.0 / 3;

    @Test
    void withoutOtherFunctionsItIsStudentsT() {
        VarianceMixture alone = VarianceMixture.of(new Spread[0], 1e-6);
        Spread own = new Spread(1e-4, 4, 0, SIX_BOOTS);
        for (double t : new double[] {0.5, 2, 5, 20}) {
            double difference = t * 1e-2 * Math.sqrt(SIX_BOOTS);
            assertThat(alone.p(own, difference))
                    .isCloseTo(StudentT.twoSidedP(t, 4), within(0.02 * alone.p(own, difference)));
        }
    }

    @Test
    void withManyFunctionsOfOneVarianceItIsNormal() {
        SplittableRandom random = new SplittableRandom(1);
        Spread[] spreads = IntStream.range(0, 5000)
                .mapToObj(i -> new Spread(chiSquare(random) / 4 * 1e-4, 4, 0, SIX_BOOTS))
                .toArray(Spread[]::new);
        VarianceMixture many = VarianceMixture.of(spreads, 1e-4);

        double half = many.halfWidth(new Spread(1e-4, 4, 0, SIX_BOOTS), 0.95);

        assertThat(half).isCloseTo(1.96 * 1e-2 * Math.sqrt(SIX_BOOTS), within(0.1 * half));
    }

    @Test
    void aQuietFunctionAmongExactOnesIsBelievedAndAmongNoisyOnesLess() {
        Spread quiet = new Spread(1e-6, 4, 0, SIX_BOOTS);
        Spread[] exact = fill(200, new Spread(0, 4, 0, SIX_BOOTS));
        Spread[] noisy = fill(200, new Spread(1e-2, 4, 0, SIX_BOOTS));

        assertThat(VarianceMixture.of(exact, 1e-4).halfWidth(quiet, 0.99999))
                .isLessThan(VarianceMixture.of(noisy, 1e-4).halfWidth(quiet, 0.99999) / 2);
    }

    @Test
    void oddCallsWidenWhatDoesNotVary() {
        VarianceMixture exact = VarianceMixture.of(fill(100, new Spread(0, 4, 0, SIX_BOOTS)), 1e-4);

        assertThat(exact.halfWidth(new Spread(0, 4, 0.01, SIX_BOOTS), 0.95))
                .isCloseTo(1.96 * 0.1 * Math.sqrt(SIX_BOOTS), within(0.01));
        assertThat(exact.p(new Spread(0, 4, 0.01, SIX_BOOTS), 0)).isEqualTo(1);
    }

    private static Spread[] fill(int n, Spread spread) {
        Spread[] spreads = new Spread[n];
        Arrays.fill(spreads, spread);
        return spreads;
    }

    private static double chiSquare(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += Math.pow(random.nextGaussian(), 2);
        }
        return sum;
    }
}
