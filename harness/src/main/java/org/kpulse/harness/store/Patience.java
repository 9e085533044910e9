package org.kpulse.harness.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what failed because the database was away, with a growing pause (100 ms, doubled up to 5 s), until a set time
 * has passed. Every other failure goes through at once.
 *
 * @param clock tells how much time has passed
 * @param sleeper waits between two tries
 * @param limit how long to try
 */
public record Patience(Clock clock, Sleeper sleeper, Duration limit) {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** SQL states that say "away" beside class 08 (connection): shut down, crashed, starting, too many connections. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");

    /** Waits. Tests advance their clock instead. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns after this time. */
        void sleep(Duration duration) throws InterruptedException;
    }

    /** Patience by the system's clock. */
    public static Patience of(Duration limit) {
        return new Patience(Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()), limit);
    }

    /**
     * The result of the work, tried again while the database is away.
     *
     * @param where the database for the message, {@code postgresql://host/name}
     * @throws InfraException "Cannot reach the database at ... after ... s: ..." when time is up
     */
    public <T> T await(String where, Supplier<T> work) {
        Instant begun = clock.instant();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!isAway(e)) {
                    throw e;
                }
                Duration passed = Duration.between(begun, clock.instant());
                if (passed.plus(pause).compareTo(limit) > 0) {
                    throw new InfraException(
                            "Cannot reach the database at " + where + " after " + passed.toSeconds() + " s: " + cause(e)
                                    + ".",
                            e);
                }
                LOG.warn("Database at {} is away ({}); trying again in {} ms.", where, cause(e), pause.toMillis());
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Whether a failure means that the database cannot be reached now, and may be later. */
    static boolean isAway(Throwable failure) {
        @Nullable String state = sqlState(failure);
        return state != null && (state.startsWith("08") || AWAY.contains(state));
    }

    /** The SQL state of the innermost SQL exception, null when there is none. */
    static @Nullable String sqlState(Throwable failure) {
        @Nullable String state = null;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        return state;
    }

    /** What the innermost exception says, in one line without a full stop. */
    static String cause(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = String.valueOf(inner.getMessage()).strip();
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(ERROR|FATAL): ", "")
                .replaceFirst("\\.$", "");
    }

    private void sleep(Duration pause) {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("Interrupted while waiting for the database.", e);
        }
    }
}
