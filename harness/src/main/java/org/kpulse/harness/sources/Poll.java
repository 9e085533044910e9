package org.kpulse.harness.sources;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.kpulse.harness.fault.KpulseException;
import org.kpulse.harness.progress.Progress;

/**
 * Looks at one source now, stores what it saw and says when the next poll is due. What calls it again and again is not its business; two
 * that look at one source at the same time store everything once. A poll that fails is an answer too, never an exception.
 */
public final class Poll {

    private static final int MOST_DETAIL = 1000;

    private final Ledger ledger;
    private final Clock clock;
    private final RandomGenerator chance;

    /** @param chance spreads the times of polls */
    public Poll(Ledger ledger, Clock clock, RandomGenerator chance) {
        this.ledger = ledger;
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * A poll that was made.
     *
     * @param state how it ended, as it is stored
     * @param fresh kernels that nobody knew before
     */
    public record Polled(PollState state, List<Sighting> fresh) {
        public Polled {
            fresh = List.copyOf(fresh);
        }
    }

    /** When the next poll at a source is due; now or earlier means now. */
    public Instant due(Source source) {
        return Pace.due(ledger.state(source.name()), clock.instant());
    }

    /** Looks, whether it is due or not. Only the ledger's own failures are thrown. */
    public Polled now(Source source, Progress progress) {
        Optional<PollState> last = ledger.state(source.name());
        String memory = last.map(PollState::memory).orElse("");
        Found found;
        try {
            found = source.poll(memory, progress);
        } catch (PollFailed e) {
            return failed(source, last, String.valueOf(e.getMessage()), e.retryAfter());
        } catch (KpulseException e) {
            return failed(source, last, String.valueOf(e.getMessage()), Optional.empty());
        }
        found.remarks().forEach(remark -> progress.step(source.name() + ": " + remark));
        Instant now = clock.instant();
        Instant due = now.plus(Pace.next(source.interval(), 0, Optional.empty(), chance.nextDouble()));
        String detail = cut(String.join("; ", found.remarks()));
        PollState state = new PollState(source.name(), now, due, 0, detail, found.memory());
        return new Polled(state, ledger.record(state, found.kernels()));
    }

    private Polled failed(Source source, Optional<PollState> last, String why, Optional<Duration> retryAfter) {
        int failures = last.map(PollState::failures).orElse(0) + 1;
        Instant now = clock.instant();
        PollState state = new PollState(
                source.name(),
                now,
                now.plus(Pace.next(source.interval(), failures, retryAfter, chance.nextDouble())),
                failures,
                cut(why),
                last.map(PollState::memory).orElse(""));
        return new Polled(state, ledger.record(state, List.of()));
    }

    private static String cut(String text) {
        return text.length() > MOST_DETAIL ? text.substring(0, MOST_DETAIL) + "..." : text;
    }
}
