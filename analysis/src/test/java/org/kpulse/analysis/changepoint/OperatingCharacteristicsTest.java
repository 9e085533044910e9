package org.kpulse.analysis.changepoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kpulse.analysis.changepoint.Shapes.Noise;

/** Seeded, so that each rate is a fixed number; bounds are the claims of docs/statistics with four standard errors of the simulation. */
class OperatingCharacteristicsTest {

    @Test
    void aStepOfTwoDeviationsIsFoundAsSoonAsClaimed() {
        assertThat(analysed(2, 3)).isGreaterThan(0.44 - 4 * 0.022);
        assertThat(analysed(2, 5)).isGreaterThan(0.78 - 4 * 0.019);
        assertThat(analysed(2, 10)).isGreaterThan(0.96 - 4 * 0.009);
    }

    @Test
    void noiseHoldsFewFalseChanges() {
        assertThat(OperatingCharacteristics.once(Noise.NORMAL, 500, 200, 2).alerts())
                .isLessThan(0.2);
    }

    @Test
    void aWatchRaisesFewFalseAlertsAndFreshBootsRefuteThem() {
        OperatingCharacteristics.False rate = OperatingCharacteristics.watched(Noise.NORMAL, 100, 50, 200, 3);
        assertThat(rate.alerts()).isLessThan(0.5 + 4 * 0.16);
        assertThat(rate.confirmed()).isLessThan(0.05 + 4 * 0.05);
    }

    @Test
    void theIntervalsOfPlaceAndSizeCoverTheTruth() {
        OperatingCharacteristics.Power middle = OperatingCharacteristics.power(Noise.NORMAL, 2, 100, 500, false, 4);
        assertThat(middle.position()).isGreaterThan(0.95 - 4 * 0.01);
        assertThat(middle.size()).isBetween(0.95 - 4 * 0.01, 1.0);
    }

    private static double analysed(double size, int after) {
        return OperatingCharacteristics.power(Noise.NORMAL, size, after, 500, false, 1)
                .analysed();
    }
}
