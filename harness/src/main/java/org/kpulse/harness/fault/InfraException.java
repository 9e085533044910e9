package org.kpulse.harness.fault;

import org.jspecify.annotations.Nullable;

/** Something on our side does not work (disk, network, database, a missing program): exit code 3. */
public final class InfraException extends KpulseException {

    private static final long serialVersionUID = 1L;

    public InfraException(String message) {
        this(message, null);
    }

    public InfraException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
