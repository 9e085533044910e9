package org.kpulse.analysis.repetition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class AbbaOrderTest {

    @Test
    void kernelsAlternateAbbaForAnyNumberOfBoots() {
        assertThat(letters(AbbaOrder.of(0))).isEmpty();
        assertThat(letters(AbbaOrder.of(1))).isEqualTo("AB");
        assertThat(letters(AbbaOrder.of(3))).isEqualTo("ABBAAB");
        assertThat(letters(AbbaOrder.of(4))).isEqualTo("ABBAABBA");
    }

    @Test
    void eachKernelGetsItsNumberOfBoots() {
        for (int base = 0; base < 9; base++) {
            for (int candidate = 0; candidate < 9; candidate++) {
                List<Side> order = AbbaOrder.of(base, candidate);
                assertThat(Collections.frequency(order, Side.BASE)).isEqualTo(base);
                assertThat(Collections.frequency(order, Side.CANDIDATE)).isEqualTo(candidate);
            }
        }
    }

    @Test
    void aLinearDriftCancelsWhenTheNumberOfBootsIsEven() {
        for (int boots = 2; boots <= 20; boots += 2) {
            assertThat(meanPosition(AbbaOrder.of(boots), Side.BASE))
                    .isEqualTo(meanPosition(AbbaOrder.of(boots), Side.CANDIDATE));
        }
    }

    @Test
    void aSurplusLiesOnBothEnds() {
        assertThat(letters(AbbaOrder.of(1, 4))).isEqualTo("BABBB");
        assertThat(letters(AbbaOrder.of(4, 2))).isEqualTo("AABBAA");
    }

    @Test
    void aResumedRunGoesOnWithWhatIsLeftOfThePlan() {
        List<Side> plan = AbbaOrder.of(3);
        assertThat(letters(AbbaOrder.remaining(plan, 1, 0))).isEqualTo("BBAAB");
        assertThat(letters(AbbaOrder.remaining(plan, 0, 2))).isEqualTo("AAAB");
        assertThat(AbbaOrder.remaining(plan, 5, 3)).isEmpty();
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> AbbaOrder.of(-1)).isInstanceOf(AnalysisException.class);
    }

    private static double meanPosition(List<Side> order, Side side) {
        double sum = 0;
        for (int i = 0; i < order.size(); i++) {
            sum += order.get(i) == side ? i : 0;
        }
        return sum / Collections.frequency(order, side);
    }

    private static String letters(List<Side> order) {
        return order.stream().map(side -> side == Side.BASE ? "A" : "B").collect(Collectors.joining());
    }
}
