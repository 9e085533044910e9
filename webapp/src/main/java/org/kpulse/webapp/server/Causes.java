package org.kpulse.webapp.server;

import java.util.Optional;

/** What is behind a failure. */
final class Causes {

    private Causes() {}

    /** The failure itself or the first of its causes that is of this kind. */
    static <T extends Throwable> Optional<T> of(Throwable failure, Class<T> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }
}
