package org.kpulse.harness.tests.foreign;

import java.time.Duration;
import java.util.Optional;
import org.kpulse.harness.run.TestResult.Outcome;

/**
 * How one test ended, as its program told it.
 *
 * @param name unique in its output, the same in every run: parts from the outside in, joined by slashes
 * @param duration if the program told
 * @param reason one line of the program's or ours; may be empty
 * @param output what it printed, of one that a person should look at; beginning and end of it if it was long
 */
public record Told(String name, Outcome status, Optional<Duration> duration, String reason, String output) {

    public static final int MAX_NAME = 250;
    public static final int MAX_REASON = 500;
    /** A little more than what is kept of an output: the line that says what was left out. */
    public static final int MAX_OUTPUT = 16 * 1024 + 100;

    public Told {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("test \"" + name + "\"");
        }
        if (reason.length() > MAX_REASON || output.length() > MAX_OUTPUT) {
            throw new IllegalArgumentException("test " + name + ": reason or output too long");
        }
        if (duration.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("test " + name + ": duration " + duration);
        }
    }

    /** Whether a person should look at it. */
    static boolean isOdd(Outcome status) {
        return status.failed() || status == Outcome.XPASS;
    }
}
