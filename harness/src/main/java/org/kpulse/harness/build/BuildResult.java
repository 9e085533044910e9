package org.kpulse.harness.build;

import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.kernel.Kernel;

/** How a build ended. */
public sealed interface BuildResult {

    /** There is a kernel: built now, or found. */
    record Built(Kernel kernel) implements BuildResult {}

    /**
     * There is none. A {@link org.kpulse.harness.fault.KernelFault} is known from then on and found again without compiling; a
     * fault of ours is tried again when asked the next time.
     */
    record Failed(Fault fault) implements BuildResult {}
}
