package org.kpulse.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootLimitsTest {

    @ParameterizedTest
    @CsvSource({"PT2S, 60, 60, 900", "PT5S, 100, 60, 900", "PT20S, 400, 200, 900", "PT60S, 1200, 600, 1800"})
    void patienceGrowsWithTheCalibrationBootAndIsNeverBelowAMinute(Duration bare, long boot, long silence, long total) {
        assertThat(BootLimits.calibrated(bare, Duration.ofMinutes(15)))
                .isEqualTo(new BootLimits(
                        Duration.ofSeconds(boot), Duration.ofSeconds(silence), Duration.ofSeconds(total)));
    }

    @Test
    void aBootMayTakeALotLongerThanOnAnIdleHost() {
        BootLimits limits = BootLimits.calibrated(Duration.ofMillis(2400), Duration.ofMinutes(15));

        assertThat(limits.boot()).as("19 s were seen on a busy host").isGreaterThan(Duration.ofSeconds(38));
    }

    @Test
    void limitsThatCannotBeKeptAreRefused() {
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new BootLimits(Duration.ZERO, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new BootLimits(second, second.negated(), second));
        assertThatIllegalArgumentException().isThrownBy(() -> new BootLimits(second, second, Duration.ZERO));
    }
}
