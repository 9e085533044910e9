package org.kpulse.harness.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.runner.Slots.Slot;

class SlotsTest {

    @Test
    void bootsOfBothKernelsAlternateABBA() {
        assertThat(order(4, Map.of())).isEqualTo("A0 B0 B1 A1 A2 B2 B3 A3");
    }

    @Test
    void aResumedJobMakesOnlyWhatIsMissing() {
        assertThat(order(3, Map.of(Side.BASE, Set.of(0, 2), Side.CANDIDATE, Set.of(1))))
                .matches("(A1|B0|B2| ){5}")
                .contains("A1", "B0", "B2");
        assertThat(order(2, Map.of(Side.BASE, Set.of(0, 1)))).isEqualTo("B0 B1");
        assertThat(order(2, Map.of(Side.BASE, Set.of(0, 1), Side.CANDIDATE, Set.of(0, 1))))
                .isEmpty();
    }

    @Test
    void bootsBeyondTheWantedNumberDoNotMatter() {
        assertThat(order(1, Map.of(Side.BASE, Set.of(5, 9)))).isEqualTo("A0 B0");
    }

    @Test
    void bothKernelsSeeTheSameChanceInBootsOfTheSameNumber() {
        assertThat(new Slot(Side.BASE, 4).seed())
                .isEqualTo(new Slot(Side.CANDIDATE, 4).seed())
                .isPositive();
        assertThat(new Slot(Side.BASE, 0).seed()).isNotEqualTo(new Slot(Side.BASE, 1).seed());
    }

    private static String order(int boots, Map<Side, Set<Integer>> finished) {
        return Slots.remaining(boots, finished).stream()
                .map(s -> (s.side() == Side.BASE ? "A" : "B") + s.boot())
                .collect(Collectors.joining(" "));
    }
}
