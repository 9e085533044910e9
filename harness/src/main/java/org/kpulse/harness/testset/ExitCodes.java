package org.kpulse.harness.testset;

import java.util.Map;

/** What a suite means by the exit codes of its programs: the same number means different things. Sources in docs/test-sets.md. */
public enum ExitCodes {
    /** kselftest.h: 0 pass, 1 fail, 2 expected failure, 3 unexpected pass, 4 skip. */
    KSELFTEST(Map.of(
            0, TestStatus.PASS, 1, TestStatus.FAIL, 2, TestStatus.XFAIL, 3, TestStatus.XPASS, 4, TestStatus.SKIP)),
    /** LTP's tst_res_flags.h: a mask of 1 failed, 2 broken, 4 warned, 32 not applicable. */
    LTP(Map.of()),
    /** Open POSIX test suite: 0 pass, 1 fail, 2 unresolved, 4 unsupported, 5 untested. */
    OPEN_POSIX(Map.of(
            0, TestStatus.PASS, 1, TestStatus.FAIL, 2, TestStatus.UNRESOLVED, 4, TestStatus.SKIP, 5, TestStatus.SKIP)),
    /** automake's test driver, and frysk's suites: 0 pass, 77 skip, 99 error. */
    AUTOMAKE(Map.of(0, TestStatus.PASS, 77, TestStatus.SKIP, 99, TestStatus.UNRESOLVED)),
    /** Any directory of programs: 0 pass. */
    PROGRAMS(Map.of(0, TestStatus.PASS));

    private static final int LATE = 124;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGNAL = 128;

    /** A program that aborts says that an assertion of its own failed. */
    private static final int ABORTED = 134;

    private static final int TFAIL = 1;
    private static final int TBROK = 2;
    private static final int TWARN = 4;
    private static final int TCONF = 32;

    private final Map<Integer, TestStatus> known;

    ExitCodes(Map<Integer, TestStatus> known) {
        this.known = known;
    }

    /**
     * What an exit code says of its program.
     *
     * @param code as a shell has it: 124 late, 126 and 127 not started, above 128 killed by a signal
     */
    public TestStatus status(int code) {
        if (!why(code).isEmpty()) {
            return TestStatus.UNRESOLVED;
        }
        return this == LTP && code != ABORTED ? mask(code) : known.getOrDefault(code, TestStatus.FAIL);
    }

    private static TestStatus mask(int code) {
        if ((code & TFAIL) != 0) {
            return TestStatus.FAIL;
        }
        if ((code & (TBROK | TWARN)) != 0) {
            return TestStatus.UNRESOLVED;
        }
        if ((code & TCONF) != 0) {
            return TestStatus.SKIP;
        }
        return code == 0 ? TestStatus.PASS : TestStatus.UNRESOLVED;
    }

    /** Why a program with this exit code told nothing, whatever its suite; empty if it did. */
    public static String why(int code) {
        return switch (code) {
            case LATE -> "not done within its time limit";
            case NOT_EXECUTABLE -> "cannot be executed";
            case NOT_FOUND -> "not found";
            default ->
                code > SIGNAL && code != ABORTED
                        ? "killed by signal " + (code - SIGNAL)
                        : code < 0 ? "exit code " + code : "";
        };
    }
}
