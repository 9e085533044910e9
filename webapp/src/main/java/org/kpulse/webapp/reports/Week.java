package org.kpulse.webapp.reports;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;

/**
 * A week of ISO 8601, UTC.
 *
 * @param monday its first day
 */
public record Week(LocalDate monday) {

    private static final Pattern WORD = Pattern.compile("(20[0-9]{2})-W([0-9]{2})");

    public Week {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException(monday + " is no Monday");
        }
    }

    /**
     * The week that people write so: {@code 2026-W48}.
     *
     * @throws UsageException if there is none
     */
    public static Week parse(String word) {
        Matcher matcher = WORD.matcher(word);
        if (matcher.matches()) {
            int year = Integer.parseInt(matcher.group(1));
            int number = Integer.parseInt(matcher.group(2));
            // 4 January is in the first week of each year
            LocalDate first = LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            Week week = new Week(first.plusWeeks(number - 1L));
            if (number >= 1 && week.word().equals(word)) {
                return week;
            }
        }
        throw new UsageException(
                "\"" + word + "\" is no week; write the year and the number of the week, as 2026-W48.");
    }

    /**
     * The week that somebody asks for; null is the last that is over.
     *
     * @throws UsageException if there is none such, or it is not over: its one digest would lack what is yet to come
     */
    public static Week asked(@Nullable String word, Instant now) {
        Week week = word == null ? before(now) : parse(word);
        if (week.end().isAfter(now)) {
            throw new UsageException("Week " + week.word() + " is not over.");
        }
        return week;
    }

    /** The last one that was over at this moment. */
    public static Week before(Instant moment) {
        return new Week(moment.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(1));
    }

    /** As people write it. */
    public String word() {
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                monday.get(IsoFields.WEEK_BASED_YEAR),
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /** When it began. */
    public Instant begin() {
        return monday.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** When the next began. */
    public Instant end() {
        return monday.plusWeeks(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
