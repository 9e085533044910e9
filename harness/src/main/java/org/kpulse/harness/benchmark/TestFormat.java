package org.kpulse.harness.benchmark;

import java.util.Locale;

/** How the results of a test set are told. */
public enum TestFormat {
    /** Its command prints what {@code fsystest --json} prints. */
    FSYSTEST,
    /** Its programs print TAP or KTAP, or nothing, and end with the exit codes of kselftest. */
    KTAP,
    /** Its programs print the lines of the Linux Test Project and end with its exit codes. */
    LTP,
    /** Its programs tell by their exit codes: 0 pass, 77 skip, 99 error. */
    EXIT_CODE;

    /** The word in a recipe. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The format of that word, one of the schema's. */
    static TestFormat of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether its programs know nothing of each other, so that Kpulse's own runner runs them, one after the other. */
    public boolean isForeign() {
        return this != FSYSTEST;
    }
}
