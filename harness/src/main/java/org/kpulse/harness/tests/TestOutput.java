package org.kpulse.harness.tests;

import java.util.List;
import java.util.Optional;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.run.TestResult;

/**
 * What the output of a test set tells. It comes from a guest that runs hostile programs: whatever is wrong with it is a complaint, what
 * was read before and after stands.
 *
 * @param results in the order of the output, each test once
 * @param complaint why the output as a whole cannot be trusted; empty when it is whole
 */
public record TestOutput(List<TestResult> results, Optional<String> complaint) {

    /** Most characters that are kept of one test's output: three quarters of its beginning, the rest of its end. */
    static final int MOST_OUTPUT = 4000;

    static final int MOST_REASON = 300;
    static final int MOST_TESTS = 5000;
    private static final int EXCERPT = 80;
    private static final String CUT = "\n[...]\n";

    public TestOutput {
        results = List.copyOf(results);
    }

    /** Reads what a test set printed, in the format of its recipe. */
    public static TestOutput read(Benchmark set, String output) {
        TestSet tests = set.tests();
        if (tests == null) {
            throw new IllegalArgumentException(set.name() + " is no test set");
        }
        return tests.format().isForeign()
                ? ProgramsOutput.read(set.name(), tests.format(), output)
                : FsystestOutput.read(set.name(), output);
    }

    /** A complaint about a line. */
    static String about(String what, String line) {
        return what + ": \""
                + start(line, EXCERPT).replaceAll("[^\\x20-\\x7e]", "?").replace('"', '\'') + "\"";
    }

    /** A reason in one line. */
    static String reason(String text) {
        return start(text, MOST_REASON).replaceAll("\\s+", " ");
    }

    /** A test's output as it is kept. */
    static String shortened(String text) {
        if (text.length() <= MOST_OUTPUT) {
            return text;
        }
        int end = MOST_OUTPUT / 4;
        return text.substring(0, MOST_OUTPUT - end - CUT.length()) + CUT + text.substring(text.length() - end);
    }

    private static String start(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
