package org.kpulse.webapp.people;

import java.util.Arrays;
import java.util.List;

/** What a person or a token may do; each may also do what those before it may. */
public enum Role {
    /** Read. */
    VIEWER,
    /** Start, stop and judge. */
    OPERATOR,
    /** Decide who else may. */
    ADMIN;

    /** This one and all that it includes. */
    public List<Role> included() {
        return Arrays.stream(values())
                .filter(other -> other.compareTo(this) <= 0)
                .toList();
    }

    /** The lower of two. */
    public Role atMost(Role other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
