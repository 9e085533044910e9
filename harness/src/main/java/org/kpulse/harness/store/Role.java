package org.kpulse.harness.store;

import java.util.Locale;

/** A job's side in an experiment. */
public enum Role {
    /** The kernel compared with. */
    BASE,
    /** The kernel under test. */
    CANDIDATE;

    /** As stored and printed: {@code base} or {@code candidate}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
