package org.kpulse.harness.fault;

import org.jspecify.annotations.Nullable;

/** The user asked for something that does not exist or makes no sense: exit code 2. */
public final class UsageException extends KpulseException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        this(message, null);
    }

    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
