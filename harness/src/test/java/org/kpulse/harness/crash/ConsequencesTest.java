package org.kpulse.harness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsequencesTest {

    private static List<OptionalInt> follows(CrashClass... kinds) {
        List<Crash> crashes = IntStream.range(0, kinds.length)
                .mapToObj(i -> new Crash(kinds[i], kinds[i].word() + " in f" + i, "words", List.of()))
                .toList();
        return IntStream.range(0, kinds.length)
                .mapToObj(i -> Consequences.follows(crashes, i))
                .toList();
    }

    private static OptionalInt cause() {
        return OptionalInt.empty();
    }

    @Test
    void theFirstCrashIsACause() {
        assertThat(follows(CrashClass.PANIC)).containsExactly(cause());
        assertThat(follows(CrashClass.WARNING)).containsExactly(cause());
    }

    @Test
    void whatComesAfterACrashThatFailsARunFollowsFromIt() {
        assertThat(follows(CrashClass.OOPS, CrashClass.WARNING, CrashClass.PANIC))
                .containsExactly(cause(), OptionalInt.of(0), OptionalInt.of(0));
    }

    @Test
    void afterAWarningTheMachineGoesOnSoThatWhatComesNextStandsByItself() {
        assertThat(follows(CrashClass.WARNING, CrashClass.UBSAN, CrashClass.OOPS, CrashClass.PANIC))
                .containsExactly(cause(), cause(), cause(), OptionalInt.of(2));
    }
}
