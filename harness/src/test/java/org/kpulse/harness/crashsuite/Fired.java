package org.kpulse.harness.crashsuite;

import java.util.Locale;

/**
 * One trigger that was fired.
 *
 * @param trigger which
 * @param found what was found
 * @param seconds from the command until it was known
 * @param whole seconds of the whole guest, boot and end too
 * @param afterwards of the guest: alive, ended or hangs
 */
public record Fired(Trigger trigger, Found found, double seconds, double whole, String afterwards) {

    /** A hang is known when the limit is over; to see that takes a moment. */
    private static final double GRACE = 5;

    /** Whether it was told for what it is, in time, and a crash with signature and trace. */
    public boolean right() {
        return found.word().equals(trigger.expected())
                && found.crash().map(crash -> !crash.trace().isEmpty()).orElse(true)
                && seconds <= trigger.limit().toSeconds() + GRACE;
    }

    /** A line of the report. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-5s %-34s %-18s %-18s %6.1f %6.1f  %-6s %s",
                right() ? "right" : "WRONG",
                trigger.name(),
                trigger.expected(),
                found.word(),
                seconds,
                whole,
                afterwards,
                found.signature());
    }
}
