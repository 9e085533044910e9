package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.search.Probe.Purpose;
import org.kpulse.bisect.search.Step;
import org.kpulse.bisect.store.ProbeRow;

/** In which layout a step's kernel is built. */
class LayoutTest {

    private static final Probe.Outcome MEASURED = new Probe.Measured(List.of(1.0));
    private static final Probe.Outcome SKIPPED = new Probe.Skipped("It does not build.");
    private static final Probe.Outcome INFRA = new Probe.Infra("The disk is full.");

    private static ProbeRow probe(int commit, int layout, Probe.Outcome outcome) {
        return new ProbeRow(
                1,
                1,
                "qemu-time",
                commit,
                Purpose.SEARCH,
                layout,
                1,
                OptionalLong.empty(),
                OptionalInt.empty(),
                Optional.of(outcome),
                "",
                0,
                0);
    }

    private static int layout(boolean build, ProbeRow... probes) {
        return Driver.layout(new Step(5, Purpose.SEARCH, build, 1), List.of(probes), "qemu-time");
    }

    @Test
    void theFirstBuildHasTheKernelsOwnLayoutAndTheNextTheNext() {
        assertThat(layout(true)).isZero();
        assertThat(layout(true, probe(5, 0, MEASURED), probe(4, 2, MEASURED))).isOne();
    }

    @Test
    void bootsGoOnWithTheLatestBuild() {
        assertThat(layout(false, probe(5, 0, MEASURED), probe(5, 1, MEASURED))).isOne();
    }

    @Test
    void aLayoutThatCannotBeTestedIsNeitherTriedAgainNorBootedAgain() {
        assertThat(layout(true, probe(5, 0, MEASURED), probe(5, 1, SKIPPED))).isEqualTo(2);
        assertThat(layout(false, probe(5, 0, MEASURED), probe(5, 1, SKIPPED))).isZero();
    }

    @Test
    void ourFaultDoesNotUseALayoutUp() {
        assertThat(layout(true, probe(5, 0, MEASURED), probe(5, 1, INFRA))).isOne();
    }
}
