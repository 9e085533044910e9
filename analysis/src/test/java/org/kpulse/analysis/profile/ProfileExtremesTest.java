package org.kpulse.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.profile.Profiles.boots;
import static org.kpulse.analysis.profile.Profiles.explain;
import static org.kpulse.analysis.profile.Profiles.with;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.AnalysisException;

class ProfileExtremesTest {

    private static final List<BootProfile> BASE = boots(1);
    private static final List<BootProfile> SLOWER = boots(2, with("pipe_write", 195, 20_000));

    @Test
    void theOrderOfBootsChangesNothing() {
        List<BootProfile> base = new ArrayList<>(BASE);
        List<BootProfile> slower = new ArrayList<>(SLOWER);
        Collections.reverse(base);
        Collections.rotate(slower, 1);

        assertThat(explain(base, slower)).isEqualTo(explain(BASE, SLOWER));
    }

    @Test
    void swappedSidesMirror() {
        Explanation there = explain(BASE, SLOWER);
        Explanation back = explain(SLOWER, BASE);

        assertThat(back.tested()).isEqualTo(there.tested());
        assertThat(back.total().value()).isEqualTo(-there.total().value());
        assertThat(back.changes()).hasSameSizeAs(there.changes()).isNotEmpty();
        for (int i = 0; i < back.changes().size(); i++) {
            FunctionChange one = there.changes().get(i);
            FunctionChange other = back.changes().get(i);
            assertThat(other.name()).isEqualTo(one.name());
            assertThat(other.difference()).isEqualTo(-one.difference());
            assertThat(other.interval().low())
                    .isCloseTo(-one.interval().high(), within(1e-6 * Math.abs(one.difference())));
            assertThat(other.share().orElseThrow()).isCloseTo(one.share().orElseThrow(), within(1e-9));
            assertThat(other.q()).isCloseTo(one.q(), within(1e-9));
        }
    }

    @Test
    void moreIterationsOfTheSameChangeNothing() {
        assertThat(explain(Profiles.times(2, BASE), Profiles.times(2, SLOWER))).isEqualTo(explain(BASE, SLOWER));
    }

    @Test
    void withOneBootOnASideNothingIsTested() {
        for (Explanation explanation :
                List.of(explain(BASE.subList(0, 1), SLOWER), explain(BASE.subList(0, 1), SLOWER.subList(0, 1)))) {
            assertThat(explanation.tested()).isZero();
            assertThat(explanation.changes()).isEmpty();
            assertThat(explanation.total().interval()).isEmpty();
            assertThat(explanation.unexplainedShare()).isEmpty();
            assertThat(explanation.functions()).hasSize(81);
        }
    }

    @Test
    void twoBootsASideFindWhatIsPlain() {
        assertThat(explain(BASE.subList(0, 2), SLOWER.subList(0, 2)).changes())
                .extracting(FunctionChange::name)
                .containsExactly("pipe_write");
    }

    @Test
    void nothingExecutedIsNoDifference() {
        List<BootProfile> nothing = same(new BootProfile("b", 1, 0, 0, Map.of("f", new FunctionCount(0, 0))));

        Explanation explanation = explain(nothing, nothing);

        assertThat(explanation.total().value()).isZero();
        assertThat(explanation.total().percent()).isEmpty();
        assertThat(explanation.functions()).isEmpty();
        assertThat(explanation.tested()).isZero();
        assertThat(explanation.unexplainedShare()).isEmpty();
    }

    @Test
    void withoutACommonFunctionAllWentOrCame() {
        List<BootProfile> some = same(new BootProfile("b", 1, 0, 0, Map.of("f", new FunctionCount(9_000, 100))));
        List<BootProfile> others = same(new BootProfile("b", 1, 0, 0, Map.of("g", new FunctionCount(8_000, 100))));

        assertThat(explain(some, others).changes())
                .extracting(FunctionChange::name, FunctionChange::kind)
                .containsExactly(tuple("f", FunctionChange.Kind.VANISHED), tuple("g", FunctionChange.Kind.APPEARED));
    }

    @Test
    void functionsWithoutCallsAreTestedByTheirInstructions() {
        List<BootProfile> some = same(new BootProfile("b", 1, 0, 0, Map.of("f", new FunctionCount(9_000, 0))));
        List<BootProfile> others = same(new BootProfile("b", 1, 0, 0, Map.of("f", new FunctionCount(12_000, 0))));

        FunctionChange change = explain(some, others).changes().get(0);

        assertThat(change.kind()).isEqualTo(FunctionChange.Kind.CHANGED);
        assertThat(change.base().perCall()).isEmpty();
        assertThat(change.differenceByCalls()).isEqualTo(change.difference());
    }

    @Test
    void countsNear2To62AreCompared() {
        long large = 1L << 61;
        List<BootProfile> some =
                same(new BootProfile("b", 1, large, 0, Map.of("f", new FunctionCount(large, large / 9))));
        List<BootProfile> others =
                same(new BootProfile("b", 1, large, 0, Map.of("f", new FunctionCount(large / 2 * 3, large / 9))));

        assertThat(explain(some, others).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.difference()).isEqualTo(large * 0.5));
    }

    @Test
    void whatCannotBeComparedIsRefusedByBoot() {
        assertThatThrownBy(() -> explain(List.of(), BASE))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("base")
                .hasMessageContaining("boot 1.0");
        assertThatThrownBy(() -> explain(List.of(BASE.get(0), BASE.get(0)), SLOWER))
                .hasMessageContaining("boot 1.0");
        assertThatThrownBy(() -> explain(BASE, Profiles.withWork(SLOWER, 1, 2, 3)))
                .hasMessageContaining("boot 2.0");
        assertThatThrownBy(() -> new BootProfile("pipe of 7", 0, 0, 0, Map.of()))
                .hasMessageContaining("pipe of 7");
        assertThatThrownBy(() -> new BootProfile("b7", 1, Long.MAX_VALUE, 1, Map.of()))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("b7");
        assertThatThrownBy(() -> new BootProfile("b7", 1, 1, 1, Map.of(), OptionalDouble.of(Double.NaN)))
                .hasMessageContaining("b7");
        assertThatThrownBy(() -> new FunctionCount(-1, 0)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new FunctionCount(Long.MAX_VALUE, 0).plus(new FunctionCount(1, 0)))
                .isInstanceOf(AnalysisException.class);
    }

    private static List<BootProfile> same(BootProfile boot) {
        List<BootProfile> boots = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            boots.add(new BootProfile(
                    boot.boot() + i, boot.iterations(), boot.user(), boot.unknown(), boot.functions(), boot.work()));
        }
        return boots;
    }
}
