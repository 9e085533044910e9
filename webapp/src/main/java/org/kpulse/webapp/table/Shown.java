package org.kpulse.webapp.table;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalDouble;
import org.kpulse.harness.report.Numbers;

/** Values as pages show them; numbers as {@link Numbers} writes them everywhere. */
public final class Shown {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT = 12;

    private Shown() {}

    /** A moment, UTC: in JSON as RFC 3339, on pages to the minute. */
    public static Cell time(Instant moment) {
        return new Cell(
                moment.truncatedTo(ChronoUnit.MILLIS).toString(), TIME.format(moment), java.util.Optional.empty(), "");
    }

    /** A count that means something unless it is 0. */
    public static Cell marked(long count, String style) {
        return count == 0 ? Cell.of(0) : Cell.of(count).marked(style);
    }

    /** A value in its unit. */
    public static Cell value(double value) {
        return Cell.of(value, Numbers.value(value));
    }

    /** A change in percent. */
    public static Cell change(OptionalDouble percent) {
        return percent.isPresent() ? Cell.of(percent.getAsDouble(), Numbers.change(percent)) : Cell.NONE;
    }

    /** Seconds. */
    public static Cell seconds(double seconds) {
        return Cell.of(seconds, Numbers.seconds(seconds));
    }

    /** A hash, short on pages. */
    public static Cell hash(String hash) {
        return new Cell(
                hash, hash.length() <= SHORT ? hash : hash.substring(0, SHORT), java.util.Optional.empty(), "code");
    }
}
