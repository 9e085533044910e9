package org.kpulse.webapp.hooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.store.Database;

/** What is to be sent to whom, how often that was tried and how it ended. Every method is one transaction. */
final class Outbox {

    private final Database database;

    Outbox(Database database) {
        this.database = database;
    }

    /**
     * Something that happened and is not yet queued for an address.
     *
     * @param event such as {@code regression.opened}
     * @param subject id of the regression, bisection or report
     * @param position version of the regression after it; 0 for others
     */
    record Happened(String url, String event, long subject, int position, Instant at) {}

    /**
     * A queued delivery.
     *
     * @param tries how often sending it began, this one included
     */
    record Delivery(long id, String url, String event, String body, int tries) {}

    /** Takes note of what the configuration names now; what is no longer named is given up. Events are dated by the database, and so is this. */
    void configured(Collection<URI> urls, Instant now) {
        String[] named = urls.stream().map(URI::toString).toArray(String[]::new);
        database.write(jdbc -> {
            for (String url : named) {
                jdbc.sql("""
                        INSERT INTO webhook (url, active, since) VALUES (?, true, now()) ON CONFLICT (url) DO UPDATE
                        SET active = true, since = excluded.since WHERE NOT webhook.active""").param(url).update();
            }
            jdbc.sql("UPDATE webhook SET active = false WHERE active AND url <> ALL (?)")
                    .param(named)
                    .update();
            return jdbc.sql("""
                    UPDATE webhook_delivery SET state = 'GIVEN_UP', ended_at = ?, last_answer = 'the configuration no longer names it'
                    WHERE state = 'WAITING' AND url <> ALL (?)""").param(timestamp(now)).param(named).update();
        });
    }

    /** What happened and is not queued, the oldest first. What other transactions store is its own record, so nothing is lost between. */
    List<Happened> missing(int most) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT w.url, h.* FROM webhook w CROSS JOIN LATERAL (
                            SELECT CASE WHEN e.version = 1 THEN 'regression.opened' WHEN e.to_state = 'CONFIRMED' THEN 'regression.confirmed'
                                ELSE 'regression.closed' END AS event, e.regression_id AS subject_id, e.version AS position, e.at
                            FROM regression_event e WHERE e.at >= w.since AND (e.version = 1
                                OR (e.to_state = 'CONFIRMED' AND e.from_state <> 'CONFIRMED')
                                OR (e.to_state IN ('VERIFIED', 'NOISE', 'INFRA', 'DUPLICATE', 'ACCEPTED', 'IMPROVEMENT')
                                    AND e.from_state NOT IN ('VERIFIED', 'NOISE', 'INFRA', 'DUPLICATE', 'ACCEPTED', 'IMPROVEMENT')))
                            UNION ALL SELECT 'bisection.ended', s.id, 0, s.ended_at FROM bisection s WHERE s.ended_at >= w.since
                            UNION ALL SELECT 'report.sent', r.id, 0, r.sent_at FROM report r WHERE r.sent_at >= w.since) h
                        WHERE w.active AND NOT EXISTS (SELECT FROM webhook_delivery d WHERE d.url = w.url AND d.event = h.event
                            AND d.subject_id = h.subject_id AND d.position = h.position)
                        ORDER BY h.at, h.subject_id, h.position LIMIT ?""")
                .param(most)
                .query((row, number) -> new Happened(
                        row.getString("url"),
                        row.getString("event"),
                        row.getLong("subject_id"),
                        row.getInt("position"),
                        moment(row, "at")))
                .list());
    }

    /** Queues one, unless it is queued. */
    void add(Happened happened, String body, Instant now) {
        database.write(jdbc -> jdbc.sql("""
                        INSERT INTO webhook_delivery (url, event, subject_id, position, happened_at, body, due_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(happened.url(), happened.event(), happened.subject())
                .params(happened.position(), timestamp(happened.at()), body, timestamp(now))
                .update());
    }

    /**
     * Takes one that is due, so that nobody else sends it meanwhile.
     *
     * @param without addresses that are left alone now
     * @param lease after which it is taken for lost and due again
     */
    Optional<Delivery> take(Instant now, Collection<String> without, Duration lease) {
        return database.write(jdbc -> jdbc.sql("""
                        UPDATE webhook_delivery SET tries = tries + 1, due_at = ? WHERE id = (
                            SELECT id FROM webhook_delivery WHERE state = 'WAITING' AND due_at <= ? AND url <> ALL (?)
                            ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, url, event, body, tries""")
                .params(timestamp(now.plus(lease)), timestamp(now))
                .param(without.toArray(String[]::new))
                .query((row, number) -> new Delivery(
                        row.getLong("id"),
                        row.getString("url"),
                        row.getString("event"),
                        row.getString("body"),
                        row.getInt("tries")))
                .optional());
    }

    /** It was taken. */
    void delivered(Delivery delivery, String answer, Instant now) {
        ended(delivery, "DELIVERED", answer, now);
    }

    /** It is not tried again. */
    void givenUp(Delivery delivery, String answer, Instant now) {
        ended(delivery, "GIVEN_UP", answer, now);
    }

    private void ended(Delivery delivery, String state, String answer, Instant now) {
        database.write(jdbc -> jdbc.sql("""
                        UPDATE webhook_delivery SET state = ?, last_answer = ?, ended_at = ? WHERE id = ? AND state = 'WAITING'""")
                .params(state, answer, timestamp(now), delivery.id())
                .update());
    }

    /** It is tried again then. */
    void again(Delivery delivery, String answer, Instant due) {
        database.write(jdbc -> jdbc.sql(
                        "UPDATE webhook_delivery SET last_answer = ?, due_at = ? WHERE id = ? AND state = 'WAITING'")
                .params(answer, timestamp(due), delivery.id())
                .update());
    }

    /**
     * A delivery, for people.
     *
     * @param state WAITING, DELIVERED or GIVEN_UP
     */
    record Row(
            long id,
            String url,
            String event,
            long subject,
            Instant happened,
            String state,
            int tries,
            Instant due,
            String answer) {}

    /** The newest. */
    List<Row> newest(int most) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM webhook_delivery ORDER BY id DESC LIMIT ?")
                .param(most)
                .query((row, number) -> new Row(
                        row.getLong("id"),
                        row.getString("url"),
                        row.getString("event"),
                        row.getLong("subject_id"),
                        moment(row, "happened_at"),
                        row.getString("state"),
                        row.getInt("tries"),
                        moment(row, "due_at"),
                        row.getString("last_answer")))
                .list());
    }

    private static OffsetDateTime timestamp(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
