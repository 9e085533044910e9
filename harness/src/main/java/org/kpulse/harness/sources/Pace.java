package org.kpulse.harness.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to look again. Pure.
 *
 * <p>After a good poll: the interval less up to a tenth of it, by chance, so that not all that ask a server ask it at once, and yet a
 * release is noticed within one interval. After failures: the interval doubled for each but the first, up to an hour (never less than the
 * interval), plus up to a fifth by chance; never before the source wants it.
 */
final class Pace {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;
    private static final double EARLIER = 0.1;
    private static final double LATER = 0.2;

    private Pace() {}

    /** How long to wait; {@code chance} is from 0 to 1. */
    static Duration next(Duration interval, int failures, Optional<Duration> retryAfter, double chance) {
        if (failures == 0) {
            return interval.minus(share(interval, EARLIER * chance));
        }
        Duration longest = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
        Duration doubled = interval.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration wait = doubled.compareTo(longest) > 0 ? longest : doubled;
        Duration ours = wait.plus(share(wait, LATER * chance));
        return retryAfter.filter(wanted -> wanted.compareTo(ours) > 0).orElse(ours);
    }

    private static Duration share(Duration duration, double share) {
        return Duration.ofMillis(Math.round(duration.toMillis() * share));
    }

    /** When a poll is due: at once the first time, and when the clock was set back since the last one. */
    static Instant due(Optional<PollState> last, Instant now) {
        return last.filter(state -> !state.polledAt().isAfter(now))
                .map(PollState::dueAt)
                .orElse(now);
    }
}
