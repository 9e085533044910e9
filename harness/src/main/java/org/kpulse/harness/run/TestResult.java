package org.kpulse.harness.run;

import java.util.Objects;
import org.kpulse.harness.benchmark.TestSet;

/**
 * How one test ended in one run.
 *
 * @param set name of the test set's recipe, for example {@code fsystest}
 * @param test name within the set, for example {@code signals/peeksiginfo}
 * @param outcome what came out
 * @param seconds run time by the guest's clock
 * @param reason one line that says why; empty when there is nothing to say
 * @param output what the test printed, shortened; empty when it passed
 */
public record TestResult(String set, String test, Outcome outcome, double seconds, String reason, String output) {

    private static final double MOST_SECONDS = 1e6;

    /** The words of POSIX 1003.3 and DejaGnu that test sets use. */
    public enum Outcome {
        /** What is guaranteed holds. */
        PASS,
        /** It does not. */
        FAIL,
        /** It cannot be checked here. */
        SKIP,
        /** A known limitation of the kernel, as expected. */
        XFAIL,
        /** A known limitation that is gone. */
        XPASS,
        /** No answer: a crash, a time limit, a test that could not set itself up. */
        UNRESOLVED;

        /** Whether the kernel did not show what the test asks for. */
        public boolean failed() {
            return this == FAIL || this == UNRESOLVED;
        }

        /** Whether it did, or its limitation is known. */
        public boolean passed() {
            return this == PASS || this == XFAIL || this == XPASS;
        }
    }

    public TestResult {
        Objects.requireNonNull(outcome, "outcome");
        if (!TestSet.isName(test)) {
            throw new IllegalArgumentException("not the name of a test: " + test);
        }
        if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
            throw new IllegalArgumentException("seconds of " + test + ": " + seconds);
        }
    }
}
