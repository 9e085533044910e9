package org.kpulse.harness.queue;

/** This host's machines are in use by another process, such as {@code kpulse run}: nobody's fault, the task waits. */
public final class HostBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HostBusy(String message) {
        super(message);
    }
}
