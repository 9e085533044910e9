package org.kpulse.harness.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2024-12-01T12:00:00Z");

    private static Duration next(int failures, double chance) {
        return Pace.next(INTERVAL, failures, Optional.empty(), chance);
    }

    @Test
    void afterAGoodLookTheNextComesWithinOneIntervalAndNotAtTheSameMomentForAll() {
        assertThat(next(0, 0)).isEqualTo(INTERVAL);
        assertThat(next(0, 0.5)).isEqualTo(Duration.ofSeconds(285));
        assertThat(next(0, 1)).isEqualTo(Duration.ofSeconds(270));
    }

    @Test
    void failuresDoubleThePauseUpToAnHour() {
        assertThat(next(1, 0)).isEqualTo(Duration.ofMinutes(5));
        assertThat(next(2, 0)).isEqualTo(Duration.ofMinutes(10));
        assertThat(next(4, 0)).isEqualTo(Duration.ofMinutes(40));
        assertThat(next(5, 0)).isEqualTo(Duration.ofHours(1));
        assertThat(next(1_000_000, 0)).isEqualTo(Duration.ofHours(1));
        assertThat(next(1, 1)).isEqualTo(Duration.ofMinutes(6));
        assertThat(Pace.next(Duration.ofDays(1), 9, Optional.empty(), 0)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aServersWishIsHonouredUnlessWeWaitLongerAnyway() {
        assertThat(Pace.next(INTERVAL, 1, Optional.of(Duration.ofHours(2)), 0)).isEqualTo(Duration.ofHours(2));
        assertThat(Pace.next(INTERVAL, 1, Optional.of(Duration.ofSeconds(2)), 0))
                .isEqualTo(INTERVAL);
    }

    @Test
    void aClockThatWasSetBackMakesALookDueAtOnce() {
        PollState future = new PollState("a", NOW.plusSeconds(86400), NOW.plusSeconds(90000), 0, "", "");
        PollState past = new PollState("a", NOW.minusSeconds(100), NOW.plusSeconds(200), 0, "", "");

        assertThat(Pace.due(Optional.empty(), NOW)).isEqualTo(NOW);
        assertThat(Pace.due(Optional.of(future), NOW)).isEqualTo(NOW);
        assertThat(Pace.due(Optional.of(past), NOW)).isEqualTo(NOW.plusSeconds(200));
    }
}
