package org.kpulse.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A small part of what docs/statistics/profiles.md states. */
class ProfileRatesTest {

    @Test
    void seedsNameNothingAndAPlantedChangeStandsFirst() {
        ProfileRates.Rates rates = ProfileRates.of(4, 10, 400, 0, 20, 1);

        assertThat(rates.naming()).isZero();
        assertThat(rates.first()).isEqualTo(4);
        assertThat(rates.right()).isEqualTo(4);
        assertThat(rates.others()).isZero();
    }
}
