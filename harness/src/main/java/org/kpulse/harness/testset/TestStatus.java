package org.kpulse.harness.testset;

/** How a test ended, in the words of POSIX 1003.3 as far as suites agree on them. */
public enum TestStatus {
    PASS,
    FAIL,
    /** It does not apply here: what it needs is not there. */
    SKIP,
    /** It failed as a known limitation does. */
    XFAIL,
    /** It passed although it was expected to fail. */
    XPASS,
    /** It said nothing to rely on: killed, late, could not be started, or its set-up failed. */
    UNRESOLVED;

    /** Whether a person should look at it. */
    public boolean bad() {
        return this == FAIL || this == XPASS || this == UNRESOLVED;
    }

    /** Whether what contains it cannot have passed. */
    boolean spoils() {
        return this == FAIL || this == UNRESOLVED;
    }

    /** The one that weighs more of two that speak of the same test. */
    TestStatus and(TestStatus other) {
        return weight() >= other.weight() ? this : other;
    }

    private int weight() {
        return switch (this) {
            case PASS -> 0;
            case SKIP -> 1;
            case XFAIL -> 2;
            case XPASS -> 3;
            case UNRESOLVED -> 4;
            case FAIL -> 5;
        };
    }
}
