package org.kpulse.harness.store;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.regression.RegressionState;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one place where a regression changes: its row and the event that says why, in the transaction of whoever changes it. */
final class RegressionEvents {

    /** Who did what the data said; no person has a capital letter. */
    static final String DATA = "Kpulse";

    private static final long LOCK = 0x6b70756c7365L;

    private RegressionEvents() {}

    /**
     * A change.
     *
     * @param duplicateOf of what; empty keeps what is stored while it stays a duplicate
     * @param bisection that the new state comes from; empty keeps what is stored
     */
    record Change(
            String who,
            String what,
            RegressionState to,
            OptionalLong duplicateOf,
            OptionalLong bisection,
            String note) {

        /** One that the data asks for. */
        static Change byData(String what, RegressionState to, OptionalLong bisection, String note) {
            return new Change(DATA, what, to, OptionalLong.empty(), bisection, note);
        }
    }

    /** Until the transaction ends nobody else changes regressions. Everybody takes it first, so that nobody waits in a circle. */
    static void lock(JdbcClient jdbc) {
        jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().listOfRows();
    }

    /** Stores it with the next version. */
    static void append(JdbcClient jdbc, long regression, Change change) {
        jdbc.sql("""
                INSERT INTO regression_event (regression_id, version, who, what, from_state, to_state, note)
                SELECT id, version + 1, ?, ?, CASE WHEN version = 0 THEN NULL ELSE state END, ?, ? FROM regression WHERE id = ?""")
                .params(change.who(), change.what(), change.to().name(), change.note(), regression)
                .update();
        jdbc.sql("""
                UPDATE regression SET state = ?, version = version + 1, updated_at = now(),
                    duplicate_of = CASE WHEN ? = 'DUPLICATE' THEN coalesce(?, duplicate_of) END,
                    bisection_id = coalesce(?, bisection_id) WHERE id = ?""")
                .params(change.to().name(), change.to().name())
                .param(boxed(change.duplicateOf()))
                .param(boxed(change.bisection()))
                .param(regression)
                .update();
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
