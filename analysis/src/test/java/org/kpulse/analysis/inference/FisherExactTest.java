package org.kpulse.analysis.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class FisherExactTest {

    @Test
    void nothingMeasuredIsNoEvidence() {
        assertThat(FisherExact.twoSidedP(0, 0, 0, 0)).isEqualTo(1);
        assertThat(FisherExact.twoSidedP(3, 0, 5, 0)).isEqualTo(1);
    }

    @Test
    void swappingKernelsOrOutcomesChangesNothing() {
        double p = FisherExact.twoSidedP(9, 1, 4, 6);
        assertThat(FisherExact.twoSidedP(4, 6, 9, 1)).isCloseTo(p, within(1e-12));
        assertThat(FisherExact.twoSidedP(1, 9, 6, 4)).isCloseTo(p, within(1e-12));
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> FisherExact.twoSidedP(1, -1, 0, 0)).isInstanceOf(AnalysisException.class);
    }
}
