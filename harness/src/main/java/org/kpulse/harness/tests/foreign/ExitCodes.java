package org.kpulse.harness.tests.foreign;

import java.util.Map;
import org.kpulse.harness.run.TestResult.Outcome;

/** What a suite means by the exit codes of its programs: the same number means different things. Sources in docs/tests.md. */
public enum ExitCodes {
    /** kselftest.h: 0 pass, 1 fail, 2 expected failure, 3 unexpected pass, 4 skip. */
    KSELFTEST(Map.of(0, Outcome.PASS, 1, Outcome.FAIL, 2, Outcome.XFAIL, 3, Outcome.XPASS, 4, Outcome.SKIP)),
    /** LTP's tst_res_flags.h: a mask of 1 failed, 2 broken, 4 warned, 32 not applicable. */
    LTP(Map.of()),
    /** automake's test driver, and plain programs: 0 pass, 77 skip, 99 error. */
    AUTOMAKE(Map.of(0, Outcome.PASS, 77, Outcome.SKIP, 99, Outcome.UNRESOLVED));

    private static final int LATE = 124;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGNAL = 128;
    private static final int HIGHEST_SIGNAL = 64;

    /** A program that aborts says that an assertion of its own failed. */
    private static final int ABORTED = 134;

    private static final int TFAIL = 1;
    private static final int TBROK = 2;
    private static final int TWARN = 4;
    private static final int TCONF = 32;

    private final Map<Integer, Outcome> known;

    ExitCodes(Map<Integer, Outcome> known) {
        this.known = known;
    }

    /**
     * What an exit code says of its program.
     *
     * @param code as a shell has it: 124 late, 126 and 127 not started, 129 to 192 killed by a signal
     */
    public Outcome status(int code) {
        if (!why(code).isEmpty()) {
            return Outcome.UNRESOLVED;
        }
        return this == LTP && code != ABORTED ? mask(code) : known.getOrDefault(code, Outcome.FAIL);
    }

    private static Outcome mask(int code) {
        if ((code & TFAIL) != 0) {
            return Outcome.FAIL;
        }
        if ((code & (TBROK | TWARN)) != 0) {
            return Outcome.UNRESOLVED;
        }
        if ((code & TCONF) != 0) {
            return Outcome.SKIP;
        }
        return code == 0 ? Outcome.PASS : Outcome.UNRESOLVED;
    }

    /** Why a program with this exit code told nothing, whatever its suite; empty if it did. */
    public static String why(int code) {
        return switch (code) {
            case LATE -> "not done within its time limit";
            case NOT_EXECUTABLE -> "cannot be executed";
            case NOT_FOUND -> "not found";
            default ->
                code > SIGNAL && code <= SIGNAL + HIGHEST_SIGNAL && code != ABORTED
                        ? "killed by signal " + (code - SIGNAL)
                        : code < 0 ? "exit code " + code : "";
        };
    }
}
