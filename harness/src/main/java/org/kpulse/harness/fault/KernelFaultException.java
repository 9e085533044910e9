package org.kpulse.harness.fault;

/**
 * There is no kernel to go on with, and that is the kernel's own fault: its source does not compile, a patch does not apply, or it
 * crashed in a guest while something was waited for.
 */
public final class KernelFaultException extends KpulseException {

    private static final long serialVersionUID = 1L;
    private static final int FOUND = 1;
    private static final int UNDECIDED = 4;

    private final transient KernelFault fault;
    private final int exitCode;

    /** @param ref exact reference of the kernel */
    public KernelFaultException(String ref, KernelFault fault) {
        this(ref + ": " + fault.detail(), fault, FOUND);
    }

    private KernelFaultException(String message, KernelFault fault, int exitCode) {
        super(message, null);
        this.fault = fault;
        this.exitCode = exitCode;
    }

    /** The same for a kernel that others were to be compared with: nothing is said of them, so exit code 4. */
    public KernelFaultException ofBase() {
        return new KernelFaultException("There is no base to compare with: " + getMessage(), fault, UNDECIDED);
    }

    public KernelFault fault() {
        return fault;
    }

    /** 1: a finding against the kernel, as a regression is. */
    @Override
    public int exitCode() {
        return exitCode;
    }
}
