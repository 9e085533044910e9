package org.kpulse.bisect.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class InformationTest {

    @Test
    void theBitsOfARunAreTheKnownOnes() {
        assertThat(Information.bits(0.5, 0.5)).isCloseTo(0.044, offset(0.001));
        assertThat(Information.bits(0.5, 1)).isCloseTo(0.161, offset(0.002));
        assertThat(Information.bits(0.5, 2)).isCloseTo(0.486, offset(0.003));
        assertThat(Information.bits(0.5, 3)).isCloseTo(0.760, offset(0.003));
    }

    @Test
    void whatIsCertainTellsNothingAndAPlainDifferenceTellsAll() {
        assertThat(Information.bits(0, 2)).isZero();
        assertThat(Information.bits(1, 2)).isZero();
        assertThat(Information.bits(0.3, 0)).isZero();
        assertThat(Information.bits(0.3, 100)).isCloseTo(Information.entropy(0.3), offset(1e-9));
        assertThat(Information.bits(0.2, 1)).isCloseTo(Information.bits(0.8, 1), offset(1e-9));
    }
}
