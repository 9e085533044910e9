package org.kpulse.harness.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server did not give what was asked for. The message is the end of a sentence, without a full stop. */
public final class ServerTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    /** What may be done about it. */
    public enum Kind {
        /** It may work later: no answer, an answer cut off, a server that is busy or broken. */
        PASSING,
        /** There is no such file. */
        MISSING,
        /** It will be the same the next time: a forbidden redirect, an answer that cannot be. */
        LASTING
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    public ServerTrouble(Kind kind, String message) {
        this(kind, message, Optional.empty(), null);
    }

    ServerTrouble(Kind kind, String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** How long the server wants to be left alone. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
