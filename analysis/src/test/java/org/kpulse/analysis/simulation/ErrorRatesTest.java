package org.kpulse.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Seeded, so that each rate is a fixed number; bounds are the claim plus four standard errors of the simulation. */
class ErrorRatesTest {

    @Test
    void oneTestErrsInAtMostOneOfTwentyWhenNothingChanged() {
        Campaign campaign = new Campaign(NoiseShape.NORMAL, 1, 3, 3, 0, List.of(0.02));
        ErrorRates.Comparisons rates = ErrorRates.ofComparisons(campaign, 0, 2_000, 1);
        assertThat(rates.smallP()).isBetween(0.02, 0.07);
        assertThat(rates.coverage()).isBetween(0.93, 0.98);
    }

    @Test
    void theIntervalCoversATrueChangeOfFivePercent() {
        Campaign campaign = new Campaign(NoiseShape.NORMAL, 1, 10, 3, 0, List.of(0.05));
        assertThat(ErrorRates.ofComparisons(campaign, 0.05, 2_000, 2).coverage())
                .isBetween(0.93, 0.97);
    }

    @Test
    void aCandidateThatChangedNothingIsAccusedInAtMostOneOfTwentyOverAllItsMetrics() {
        Campaign campaign = new Campaign(NoiseShape.NORMAL, 55, 5, 1, 0, Campaign.table5());
        assertThat(ErrorRates.ofComparisons(campaign, 0, 400, 3).falseAlarm()).isLessThan(0.05 + 4 * 0.011);
    }

    @Test
    void theIndexIntervalIsHonestWithThreeBoots() {
        Campaign campaign = new Campaign(NoiseShape.NORMAL, 6, 3, 1, 0.01, List.of(0.01, 0.05));
        assertThat(ErrorRates.indexCoverage(campaign, false, 2_000, 8, 4)).isBetween(0.93, 0.98);
    }

    @Test
    void theIndexIntervalIsHonestWithTenBoots() {
        Campaign campaign = new Campaign(NoiseShape.NORMAL, 6, 10, 1, 0.01, List.of(0.01, 0.05));
        assertThat(ErrorRates.indexCoverage(campaign, false, 500, 8, 5)).isBetween(0.91, 0.985);
    }
}
