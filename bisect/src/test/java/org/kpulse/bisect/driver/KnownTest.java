package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.noise.ComponentCovariance;
import org.kpulse.analysis.noise.VarianceComponents;
import org.kpulse.bisect.search.Symptom.BuildEffect;

class KnownTest {

    private static Optional<VarianceComponents> measured(double build, int builds) {
        return Optional.of(new VarianceComponents(
                OptionalDouble.of(build),
                OptionalDouble.of(4e-4),
                OptionalDouble.empty(),
                new ComponentCovariance(0, 0, 0, 0, 0, 0),
                new VarianceComponents.Counts(20, builds),
                VarianceComponents.Method.REML));
    }

    @Test
    void untilLayoutsWereMeasuredBuildsAreGuessedToDifferByOnePercent() {
        assertThat(Known.buildEffect(Optional.empty(), 4e-4)).isEqualTo(new BuildEffect(0.25, 2));
    }

    @Test
    void whatBuildsOfOneKernelDifferedByCountsByItsDegreesOfFreedom() {
        BuildEffect effect = Known.buildEffect(measured(9e-4, 6), 4e-4);

        assertThat(effect.ratio()).isCloseTo((2 * 1e-4 + 6 * 9e-4) / 8 / 4e-4, offset(1e-12));
        assertThat(effect.degreesOfFreedom()).isEqualTo(8);
    }

    @Test
    void aFewBuildsThatAgreedDoNotMakeBuildsEqual() {
        assertThat(Known.buildEffect(measured(0, 2), 4e-4).ratio()).isCloseTo(0.125, offset(1e-12));
    }
}
