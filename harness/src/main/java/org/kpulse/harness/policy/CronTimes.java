package org.kpulse.harness.policy;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The times of a cron expression with five fields, in a time zone. Pure. */
public final class CronTimes {

    /** How far back the last time is looked for, a little first. */
    private static final List<Duration> BACK = List.of(
            Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(8), Duration.ofDays(62), Duration.ofDays(367));

    private final CronSchedule schedule;
    private final ZoneId zone;

    /** @throws IllegalArgumentException if it is no such expression */
    public CronTimes(String expression, ZoneId zone) {
        this.schedule = new CronSchedule(expression, zone, CronStyle.UNIX);
        this.zone = zone;
    }

    /** The first time after this one; empty if there is none. */
    public Optional<Instant> next(Instant after) {
        try {
            Instant next = schedule.getNextExecutionTime(ExecutionComplete.simulatedSuccess(after));
            return next.isBefore(Schedule.NEVER) ? Optional.of(next) : Optional.empty();
        } catch (RuntimeException e) { // how the library says that it has looked far enough
            return Optional.empty();
        }
    }

    /** The last time that is not after this one, of the last year. */
    public Optional<Instant> last(Instant now) {
        for (Duration back : BACK) {
            Optional<Instant> found = Optional.empty();
            Optional<Instant> each = next(now.minus(back));
            while (each.isPresent() && !each.get().isAfter(now)) {
                found = each;
                each = next(each.get());
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A name of this time that an hour said twice by the clocks has once. */
    public String slot(Instant time) {
        return time.atZone(zone)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
