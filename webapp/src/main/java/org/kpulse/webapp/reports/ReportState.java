package org.kpulse.webapp.reports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a report is. */
public enum ReportState {
    /** Written; nobody has approved it. */
    DRAFT,
    /** A person approved it; it was not sent, or not as far as is known. */
    APPROVED,
    /** The mail server took it. */
    SENT,
    /** It goes nowhere. */
    DISCARDED;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with this word. */
    public static Optional<ReportState> named(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /** Whether something can still become of it. */
    public boolean isOpen() {
        return this == DRAFT || this == APPROVED;
    }
}
