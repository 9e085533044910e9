package org.kpulse.harness.machine;

import org.kpulse.harness.fault.KernelFault;

/**
 * A sign of trouble in a kernel's log.
 *
 * @param kind what it is a sign of
 * @param line the kernel's own line, without its time stamp
 */
public record Crash(KernelFault.Kind kind, String line) {}
