package org.kpulse.analysis.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.noise.RNumbers.list;
import static org.kpulse.analysis.noise.RNumbers.number;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Dip, kurtosis and serial correlation; R computed the numbers: src/test/r/noise.R. */
class ShapesTest {

    @Test
    void theDipAgreesWithR() {
        for (String[] row : RNumbers.rows("shapes.csv")) {
            assertThat(Dip.of(list(row[0]))).isCloseTo(number(row[1]), within(1e-12));
        }
    }

    @Test
    void thePOfTheDipIsNearThatOfRsOwnTable() {
        for (String[] row : RNumbers.rows("shapes.csv")) {
            int n = list(row[0]).length;
            if (n >= Bimodality.LEAST_BOOTS) {
                assertThat(DipTable.p(number(row[1]), n)).as("n %s", n).isCloseTo(number(row[2]), within(0.015));
            }
        }
    }

    @Test
    void theKurtosisIsTheRatioOfKStatistics() {
        for (String[] row : RNumbers.rows("shapes.csv")) {
            double[] values = list(row[0]);
            if (values.length >= 4) {
                Tails tails = Tails.of(List.of(values)).orElseThrow();
                assertThat(tails.excessKurtosis()).isCloseTo(number(row[3]), within(1e-9));
            }
        }
    }

    @Test
    void theSerialCorrelationIsCentredAtARandomOrder() {
        for (String[] row : RNumbers.rows("shapes.csv")) {
            double[] values = list(row[0]);
            Autocorrelation found = Autocorrelation.of(List.of(values)).orElseThrow();
            assertThat(found.coefficient()).isCloseTo(number(row[4]) + 1.0 / values.length, within(1e-12));
        }
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        double rejected = 0;
        for (int i = 0; i < 4_000; i++) {
            List<double[]> series = List.of(normal(random, 4), normal(random, 9), normal(random, 6));
            Autocorrelation found = Autocorrelation.of(series).orElseThrow();
            sum += found.coefficient() / found.standardError();
            rejected += found.p() <= 0.05 ? 1 : 0;
        }
        assertThat(sum / 4_000).isCloseTo(0, within(0.06));
        assertThat(rejected / 4_000).isBetween(0.03, 0.06);
    }

    @Test
    void aDriftIsAPositiveSerialCorrelation() {
        double[] drift = new double[30];
        Arrays.setAll(drift, i -> 0.001 * i);
        Autocorrelation found = Autocorrelation.of(List.of(drift)).orElseThrow();
        assertThat(found.coefficient()).isGreaterThan(0.8);
        assertThat(found.p()).isLessThan(1e-4);
    }

    @Test
    void twoKindsOfBootsAreFoundWithTheirLevelsAndShare() {
        SplittableRandom random = new SplittableRandom(3);
        double[] boots = new double[40];
        for (int i = 0; i < boots.length; i++) {
            boots[i] = Math.log(i % 4 == 0 ? 110 : 100) + 0.005 * random.nextGaussian();
        }
        Bimodality found = Bimodality.of(List.of(normal(random, 20), boots)).orElseThrow();
        assertThat(found.isBimodal()).isTrue();
        assertThat(found.lower()).isCloseTo(100, within(0.5));
        assertThat(found.upper()).isCloseTo(110, within(0.5));
        assertThat(found.upperShare()).isEqualTo(0.25);
        assertThat(found.gapPercent()).isCloseTo(10, within(0.5));
        assertThat(found.boots()).isEqualTo(40);
    }

    @Test
    void oneKindOfBootsIsSeldomCalledTwo() {
        SplittableRandom random = new SplittableRandom(4);
        int called = 0;
        for (int i = 0; i < 2_000; i++) {
            called += Bimodality.of(List.of(random.doubles(25).toArray()))
                            .orElseThrow()
                            .isBimodal()
                    ? 1
                    : 0;
        }
        assertThat(called / 2_000.0).isBetween(0.03, 0.07);
    }

    @Test
    void heavyTailsHaveFewEquivalentDegreesOfFreedom() {
        assertThat(new Tails(3, 100).equivalentDegreesOfFreedom()).isEqualTo(6);
        assertThat(new Tails(-1, 100).equivalentDegreesOfFreedom()).isInfinite();
    }

    private static double[] normal(SplittableRandom random, int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }
}
