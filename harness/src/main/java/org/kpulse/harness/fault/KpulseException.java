package org.kpulse.harness.fault;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything Kpulse throws on purpose. The message is one clear sentence for a person; ids it concerns stand in it.
 * Faults of the kernel under test are results, not exceptions: see {@link Fault}. Only where a kernel was to be handed over and
 * there is none, {@link KernelFaultException} carries its fault.
 */
public abstract sealed class KpulseException extends RuntimeException
        permits UsageException, InfraException, KernelFaultException {

    private static final long serialVersionUID = 1L;

    KpulseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The exit code of the command line for this failure (1 the kernel, 2 usage, 3 infrastructure). */
    public abstract int exitCode();
}
