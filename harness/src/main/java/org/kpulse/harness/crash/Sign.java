package org.kpulse.harness.crash;

import java.util.Optional;
import org.kpulse.harness.fault.KernelFault;

/**
 * A line that begins a report of trouble in a kernel's log.
 *
 * @param kind what it is a sign of, as far as this line alone tells
 * @param line the kernel's own line, without its time stamp
 */
public record Sign(CrashClass kind, String line) {

    /** What it makes of the run; empty for what is worth showing only. */
    public Optional<KernelFault.Kind> fault() {
        return kind.fault();
    }
}
