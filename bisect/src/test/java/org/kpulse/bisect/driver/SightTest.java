package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightTest {

    @Test
    void theBarsShowWhereTheProbabilityLies() {
        assertThat(Sight.bars(new double[] {0, 0.1, 0.8, 0.1}, 4)).isEqualTo(" \u2581\u2588\u2581");
        assertThat(Sight.bars(new double[] {0.25, 0.25, 0.25, 0.25}, 2)).isEqualTo("\u2588\u2588");
        assertThat(Sight.bars(new double[] {1}, 32)).isEqualTo("\u2588");
    }
}
