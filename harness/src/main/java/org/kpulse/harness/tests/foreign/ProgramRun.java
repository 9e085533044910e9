package org.kpulse.harness.tests.foreign;

import java.time.Duration;

/**
 * One execution of a test program.
 *
 * @param name of the program in its test set, for example {@code ptrace/peeksiginfo}
 * @param exitCode as a shell has it
 * @param output what it printed
 */
public record ProgramRun(String name, int exitCode, Duration duration, String output) {}
