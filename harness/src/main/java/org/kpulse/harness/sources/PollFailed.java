package org.kpulse.harness.sources;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source could not be looked at now. The message is a sentence. */
public final class PollFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    public PollFailed(String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the source wants to be left alone. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
