package org.kpulse.harness.testset;

import java.time.Duration;
import java.util.Optional;

/**
 * How one test ended.
 *
 * @param name unique in its round, the same in every run: parts from the outside in, joined by slashes
 * @param round which repetition in one run of the suite, from 1
 * @param duration if the suite told
 * @param reason one line of the suite's or ours; may be empty
 * @param output what it printed, of a {@linkplain TestStatus#bad bad} one; beginning and end of it if it was long
 */
public record TestResult(
        String name, int round, TestStatus status, Optional<Duration> duration, String reason, String output) {

    public static final int MAX_NAME = 250;
    public static final int MAX_REASON = 500;
    /** A little more than what is kept of an output: the line that says what was left out. */
    public static final int MAX_OUTPUT = 16 * 1024 + 100;

    public TestResult {
        if (name.isBlank() || name.length() > MAX_NAME || round < 1) {
            throw new IllegalArgumentException("test \"" + name + "\", round " + round);
        }
        if (reason.length() > MAX_REASON || output.length() > MAX_OUTPUT) {
            throw new IllegalArgumentException("test " + name + ": reason or output too long");
        }
        if (duration.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("test " + name + ": duration " + duration);
        }
    }
}
