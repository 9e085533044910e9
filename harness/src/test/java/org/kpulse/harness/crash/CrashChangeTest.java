package org.kpulse.harness.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CrashChangeTest {

    private static CrashTally causes(int boots, int causes) {
        return new CrashTally(boots, causes, 0, 0);
    }

    @Test
    void aNewCrashAccusesAKernelOnlyWhenAFreshBootRepeatedIt() {
        assertThat(CrashChange.of(CrashTally.none(3), causes(3, 1))).isEqualTo(CrashChange.SEEN_ONCE);
        assertThat(CrashChange.of(CrashTally.none(3), causes(3, 2))).isEqualTo(CrashChange.REGRESSION);
    }

    @Test
    void whatTheBaseHadOnlyAsAConsequenceIsNotNew() {
        assertThat(CrashChange.of(new CrashTally(3, 0, 1, 0), causes(3, 3))).isEqualTo(CrashChange.FLAKY);
    }

    @Test
    void withoutBootsOfOneKernelNothingIsSaid() {
        assertThat(CrashChange.of(CrashTally.none(0), causes(3, 3))).isEqualTo(CrashChange.ONE_SIDED);
        assertThat(CrashChange.of(causes(2, 1), CrashTally.none(0))).isEqualTo(CrashChange.ONE_SIDED);
    }

    @Test
    void goneFlakyAndSameAreTold() {
        assertThat(CrashChange.of(causes(2, 1), CrashTally.none(2))).isEqualTo(CrashChange.GONE);
        assertThat(CrashChange.of(causes(2, 1), causes(2, 2))).isEqualTo(CrashChange.FLAKY);
        assertThat(CrashChange.of(causes(2, 2), causes(3, 3))).isEqualTo(CrashChange.SAME);
        assertThat(CrashChange.of(CrashTally.none(2), CrashTally.none(2))).isEqualTo(CrashChange.SAME);
    }

    @Test
    void aTallyThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new CrashTally(1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CrashTally(1, -1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
