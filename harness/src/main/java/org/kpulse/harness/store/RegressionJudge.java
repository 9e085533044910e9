package org.kpulse.harness.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.store.RegressionEvents.Change;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores what people say of regressions. */
public final class RegressionJudge {

    private final Database database;

    public RegressionJudge(Database database) {
        this.database = database;
    }

    /** How it went. */
    public sealed interface Answer {}

    /** It is stored. */
    public record Stored(RegressionState state) implements Answer {}

    /** Nothing was stored: there is no such regression. */
    public record Unknown() implements Answer {}

    /** Nothing was stored: somebody changed it since, or it cannot be said of it now. */
    public record Refused(String why) implements Answer {}

    private record Now(RegressionState state, int version, String last) {}

    /**
     * Stores a judgement, if the regression is as the person saw it; data that asks for more moves it on at once.
     *
     * @param version of the regression that the person has seen
     */
    public Answer judge(long id, int version, String who, Judgement judgement) {
        return database.write(jdbc -> {
            RegressionEvents.lock(jdbc);
            Optional<Now> found = now(jdbc, id);
            if (found.isEmpty()) {
                return new Unknown();
            }
            Now now = found.get();
            if (isStored(jdbc, id, version, who, judgement)) {
                return new Stored(now.state()); // this is a try again after the answer to the first was lost
            }
            if (now.version() != version) {
                return new Refused("Regression " + id + " was changed since you looked at it: " + now.last()
                        + ". Nothing was stored; look at it again.");
            }
            return judge(jdbc, id, who, judgement);
        });
    }

    /** In the transaction of the caller, as the regression is now: for what a person did that says a verdict with it. */
    public static Answer judge(JdbcClient jdbc, long id, String who, Judgement judgement) {
        RegressionEvents.lock(jdbc);
        Optional<Now> found = now(jdbc, id);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Optional<String> refusal = refusal(jdbc, id, found.get().state(), judgement);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        RegressionEvents.append(
                jdbc,
                id,
                new Change(
                        who,
                        judgement.act().word(),
                        judgement.act().to(),
                        judgement.of(),
                        OptionalLong.empty(),
                        judgement.note()));
        RegressionReconciler.reconcile(jdbc);
        return new Stored(now(jdbc, id).orElseThrow().state());
    }

    private static Optional<String> refusal(JdbcClient jdbc, long id, RegressionState now, Judgement judgement) {
        if (!judgement.act().fits(now)) {
            return Optional.of("Regression " + id + " is " + now.word() + "; \""
                    + judgement.act().word() + "\" does not fit that.");
        }
        if (judgement.of().isEmpty()) {
            return Optional.empty();
        }
        long other = judgement.of().getAsLong();
        if (other == id) {
            return Optional.of("A regression is no duplicate of itself.");
        }
        Optional<Now> of = now(jdbc, other);
        if (of.isEmpty()) {
            return Optional.of("There is no regression " + other + " for it to be a duplicate of.");
        }
        if (of.get().state() == RegressionState.DUPLICATE) {
            return Optional.of("Regression " + other + " is a duplicate itself; name the one that it is of.");
        }
        List<Long> own = jdbc.sql("SELECT id FROM regression WHERE duplicate_of = ? ORDER BY id")
                .param(id)
                .query(Long.class)
                .list();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of("Regression " + id + " has duplicates of its own ("
                        + own.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + "); judge those first.");
    }

    private static boolean isStored(JdbcClient jdbc, long id, int version, String who, Judgement judgement) {
        return jdbc.sql("""
                        SELECT count(*) FROM regression_event
                        WHERE regression_id = ? AND version = ? AND who = ? AND what = ? AND note = ?""")
                        .params(id, version + 1, who, judgement.act().word(), judgement.note())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Optional<Now> now(JdbcClient jdbc, long id) {
        return jdbc.sql("""
                        SELECT r.state, r.version, e.who || ' (' || e.what || ')' AS last FROM regression r
                        JOIN regression_event e ON e.regression_id = r.id AND e.version = r.version WHERE r.id = ?""")
                .param(id)
                .query((row, number) -> new Now(
                        RegressionState.valueOf(row.getString("state")), row.getInt("version"), row.getString("last")))
                .optional();
    }
}
