package org.kpulse.webapp.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.kpulse.webapp.letter.Letter;
import org.kpulse.webapp.mail.Envelope;

/**
 * A stored report.
 *
 * @param regression that it is about; there for {@link Kind#REGRESSION} alone
 * @param week Monday of the week that it is about, UTC; there for {@link Kind#DIGEST} alone
 * @param messageId of the mail, with angle brackets; the same for each try to send it
 * @param version how many events it has; who changes it says which version they have seen
 * @param last what happened last, such as {@code not-sent}
 * @param sent when the mail server took it
 */
public record ReportRow(
        long id,
        Kind kind,
        OptionalLong regression,
        Optional<LocalDate> week,
        ReportState state,
        Letter letter,
        Envelope envelope,
        String messageId,
        int version,
        String last,
        Instant created,
        Instant updated,
        Optional<Instant> sent) {

    /** What a report is about. */
    public enum Kind {
        REGRESSION,
        DIGEST;

        /** As people write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it is about, in words. */
    public String about() {
        return regression.isPresent()
                ? "regression " + regression.getAsLong()
                : "week of " + week.map(LocalDate::toString).orElse("");
    }

    /**
     * Something that happened to it.
     *
     * @param what drafted, edited, approved, sending, sent, not-sent or discarded
     * @param from empty for the first
     */
    public record Event(
            int version,
            Instant at,
            String who,
            String what,
            Optional<ReportState> from,
            ReportState to,
            String note) {}
}
