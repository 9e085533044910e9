package org.kpulse.harness.build;

import org.kpulse.harness.fault.InfraFault;

/** Ends a build that took too much; caught where builds are made. */
final class LimitReached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient InfraFault fault;

    LimitReached(InfraFault fault) {
        super(fault.detail());
        this.fault = fault;
    }

    InfraFault fault() {
        return fault;
    }
}
