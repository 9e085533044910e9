package org.kpulse.harness.job;

/**
 * What one step left behind.
 *
 * @param step which step
 * @param exitCode of its script; 124 late, 128 + n killed by signal n
 * @param nanos run time by the guest's clock
 * @param out standard output, UTF-8, at most 1 MiB
 * @param err standard error, UTF-8, at most 16 KiB
 * @param whole whether length and CRC of the output are as the guest said
 */
public record StepOutput(StepId step, int exitCode, long nanos, String out, String err, boolean whole) {}
