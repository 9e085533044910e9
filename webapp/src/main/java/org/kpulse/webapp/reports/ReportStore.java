package org.kpulse.webapp.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.letter.Letter;
import org.kpulse.webapp.mail.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports and what happened to them. Every method is one transaction. */
public final class ReportStore {

    private static final String ALL = """
            SELECT r.*, e.what AS last FROM report r
            JOIN report_event e ON e.report_id = r.id AND e.version = r.version\s""";

    private final Database database;

    public ReportStore(Database database) {
        this.database = database;
    }

    /**
     * A new report.
     *
     * @param messageId new for each
     */
    record Drafted(
            ReportRow.Kind kind,
            OptionalLong regression,
            Optional<LocalDate> week,
            Letter letter,
            Envelope envelope,
            String messageId) {}

    /** The report with this id. */
    public Optional<ReportRow> find(long id) {
        return database.read(jdbc -> jdbc.sql(ALL + "WHERE r.id = ?")
                .param(id)
                .query(ReportStore::row)
                .optional());
    }

    /** Those in these states, the newest first. */
    public List<ReportRow> list(Collection<ReportState> states, int limit, long before) {
        return database.read(jdbc -> jdbc.sql(ALL + "WHERE r.state = ANY (?) AND r.id < ? ORDER BY r.id DESC LIMIT ?")
                .param(states.stream().map(Enum::name).toArray(String[]::new))
                .param(before)
                .param(limit)
                .query(ReportStore::row)
                .list());
    }

    /** Those about a regression, the newest first. */
    public List<ReportRow> ofRegression(long regression) {
        return database.read(jdbc -> jdbc.sql(ALL + "WHERE r.regression_id = ? ORDER BY r.id DESC")
                .param(regression)
                .query(ReportStore::row)
                .list());
    }

    /** Whether a digest of the week that begins on this Monday was ever drafted. */
    boolean isDrafted(LocalDate monday) {
        return database.read(jdbc -> jdbc.sql("SELECT EXISTS (SELECT FROM report WHERE week = ?)")
                .param(monday)
                .query(Boolean.class)
                .single());
    }

    /** What happened to one, the newest first. */
    public List<ReportRow.Event> events(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM report_event WHERE report_id = ? ORDER BY version DESC")
                .param(id)
                .query(ReportStore::event)
                .list());
    }

    /** Stores a draft, unless there is an open one about the same already: then its id is in the answer's place. */
    Stored add(Drafted drafted, String who) {
        return database.write(jdbc -> {
            Optional<Long> again = jdbc.sql("SELECT id FROM report WHERE message_id = ?")
                    .param(drafted.messageId())
                    .query(Long.class)
                    .optional();
            if (again.isPresent()) {
                return new Stored(again.get(), true); // a try again after the answer to the first was lost
            }
            Optional<Long> id = jdbc.sql("""
                    INSERT INTO report (kind, regression_id, week, state, subject, body, recipients, copies, message_id)
                    VALUES (?, ?, ?, 'DRAFT', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id""")
                    .param(drafted.kind().name())
                    .param(boxed(drafted.regression()))
                    .param(drafted.week().orElse(null))
                    .params(drafted.letter().subject(), drafted.letter().body())
                    .param(array(drafted.envelope().to()))
                    .param(array(drafted.envelope().cc()))
                    .param(drafted.messageId())
                    .query(Long.class)
                    .optional();
            if (id.isEmpty()) {
                return new Stored(open(jdbc, drafted), false);
            }
            append(jdbc, id.get(), new Change(who, "drafted", ReportState.DRAFT, ""));
            return new Stored(id.get(), true);
        });
    }

    /**
     * A draft.
     *
     * @param isNew whether it was stored now; else it was there
     */
    record Stored(long id, boolean isNew) {}

    private static long open(JdbcClient jdbc, Drafted drafted) {
        return jdbc.sql("""
                        SELECT id FROM report WHERE (state IN ('DRAFT', 'APPROVED') AND regression_id = ?)
                        OR (state <> 'DISCARDED' AND week = ?)""")
                .param(boxed(drafted.regression()))
                .param(drafted.week().orElse(null))
                .query(Long.class)
                .single();
    }

    /** What happens to a report. */
    record Change(String who, String what, ReportState to, String note) {}

    /** In the transaction of the caller: whether it is still of this version; then it is locked until the end. */
    static boolean isOf(JdbcClient jdbc, long id, int version) {
        return jdbc.sql("SELECT id FROM report WHERE id = ? AND version = ? FOR UPDATE")
                .params(id, version)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** In the transaction of the caller: stores a text and addresses. */
    static void rewrite(JdbcClient jdbc, long id, Letter letter, Envelope envelope) {
        jdbc.sql("UPDATE report SET subject = ?, body = ?, recipients = ?, copies = ? WHERE id = ?")
                .params(letter.subject(), letter.body())
                .param(array(envelope.to()))
                .param(array(envelope.cc()))
                .param(id)
                .update();
    }

    /** In the transaction of the caller: stores the event and the state that it leads to. */
    static void append(JdbcClient jdbc, long id, Change change) {
        jdbc.sql("""
                INSERT INTO report_event (report_id, version, who, what, from_state, to_state, note)
                SELECT id, version + 1, ?, ?, CASE WHEN version = 0 THEN NULL ELSE state END, ?, ? FROM report WHERE id = ?""")
                .params(change.who(), change.what(), change.to().name(), change.note(), id)
                .update();
        jdbc.sql("""
                UPDATE report SET state = ?, version = version + 1, updated_at = now(),
                    sent_at = CASE WHEN ? = 'SENT' THEN now() END WHERE id = ?""").params(change.to().name(), change.to().name(), id).update();
    }

    /** In the transaction of the caller: who did what last. */
    static String last(JdbcClient jdbc, long id) {
        return jdbc.sql("""
                        SELECT e.who || ' (' || e.what || ')' FROM report r
                        JOIN report_event e ON e.report_id = r.id AND e.version = r.version WHERE r.id = ?""").param(id).query(String.class).optional().orElse("");
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static ReportRow row(ResultSet row, int number) throws SQLException {
        long regression = row.getLong("regression_id");
        boolean isOfNone = row.wasNull();
        return new ReportRow(
                row.getLong("id"),
                ReportRow.Kind.valueOf(row.getString("kind")),
                isOfNone ? OptionalLong.empty() : OptionalLong.of(regression),
                Optional.ofNullable(row.getObject("week", LocalDate.class)),
                ReportState.valueOf(row.getString("state")),
                new Letter(row.getString("subject"), row.getString("body")),
                new Envelope(texts(row, "recipients"), texts(row, "copies")),
                row.getString("message_id"),
                row.getInt("version"),
                row.getString("last"),
                moment(row, "created_at").orElseThrow(),
                moment(row, "updated_at").orElseThrow(),
                moment(row, "sent_at"));
    }

    private static ReportRow.Event event(ResultSet row, int number) throws SQLException {
        return new ReportRow.Event(
                row.getInt("version"),
                moment(row, "at").orElseThrow(),
                row.getString("who"),
                row.getString("what"),
                Optional.ofNullable(row.getString("from_state")).map(ReportState::valueOf),
                ReportState.valueOf(row.getString("to_state")),
                row.getString("note"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
