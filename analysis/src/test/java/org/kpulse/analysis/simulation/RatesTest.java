package org.kpulse.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Coarse checks of the rates that docs/statistics.md states from longer runs. */
class RatesTest {

    @Test
    void theRankTestKeepsItsLevelAndItsIntervalCovers() {
        RobustRates.Rates rates = RobustRates.of(NoiseShape.T3, 8, 2, 2_000, 3);
        assertThat(rates.falseRank()).isLessThan(0.07);
        assertThat(rates.coverage()).isGreaterThan(0.93);
        assertThat(rates.powerRank()).isGreaterThan(0.9);
        assertThat(RobustRates.of(NoiseShape.NORMAL, 3, 9, 200, 3).powerRank()).isZero();
    }

    @Test
    void quantilesKeepTheirLevelWithFewBootsAndWithMany() {
        for (int boots : new int[] {3, 8}) {
            for (LatencyRates.Rates rates : LatencyRates.of(NoiseShape.NORMAL, boots, 1_000, 100, 3)) {
                assertThat(rates.smallP()).isLessThan(0.15);
                assertThat(rates.coverage()).isGreaterThan(0.85);
            }
        }
    }

    @Test
    void aCovariateShortensIntervalsAndKeepsTheLevel() {
        BehaviourRates.Adjustment rates = BehaviourRates.adjustment(NoiseShape.NORMAL, 5, 0.9, 2_000, 3);
        assertThat(rates.used()).isGreaterThan(0.95);
        assertThat(rates.width()).isLessThan(0.5);
        assertThat(rates.smallP()).isBetween(0.03, 0.07);
        assertThat(BehaviourRates.adjustment(NoiseShape.NORMAL, 5, 0, 500, 3).used())
                .isLessThan(0.02);
    }

    @Test
    void moreWorkIsNotTakenForAnotherBehaviour() {
        assertThat(BehaviourRates.readings(5, 0.98, 1.5, 1, 500, 3).differently())
                .isLessThan(0.1);
        assertThat(BehaviourRates.readings(5, 0.999, 1.08, 1, 500, 3).sameWork())
                .isGreaterThan(0.5);
        assertThat(BehaviourRates.readings(5, 0.98, 1.08, 1.05, 500, 3).differently())
                .isGreaterThan(0.7);
    }
}
