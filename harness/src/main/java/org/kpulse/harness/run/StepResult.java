package org.kpulse.harness.run;

/**
 * One execution of a benchmark's program in the guest.
 *
 * @param benchmark name of the recipe
 * @param iteration 0-based; warm-up executions are negative (-1 the last of them)
 * @param exitCode of the program; 124 when it ran into its time limit, 128 + n when signal n killed it
 * @param guestSeconds run time by the guest's clock
 */
public record StepResult(String benchmark, int iteration, int exitCode, double guestSeconds) {

    /** Whether the program did what it should. */
    public boolean passed() {
        return exitCode == 0;
    }
}
