package org.kpulse.harness.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests and their tasks. What a worker says of a task counts only while it has the newest claim on it. */
public final class RequestStore {

    private static final String TASKS = """
            SELECT t.*, r.key, r.base, r.candidate, r.suite, r.boots, r.priority, r.why, r.asked_by, r.bisect, r.created_at
            FROM request_task t JOIN request r ON r.id = t.request_id""";
    private static final int KEYS = 200;

    private final Database database;

    public RequestStore(Database database) {
        this.database = database;
    }

    /** Stores a request with its tasks and answers its id; empty if one with the same key is stored already. */
    public OptionalLong add(NewRequest request, Instant now, Instant notBefore) {
        return database.write(jdbc -> {
            Optional<Long> id = jdbc.sql("""
                    INSERT INTO request (key, base, candidate, suite, boots, priority, why, asked_by, bisect, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING id""")
                    .params(
                            PostgresText.storable(request.key()),
                            PostgresText.storable(request.kernels().base()),
                            PostgresText.storable(request.kernels().candidate()),
                            PostgresText.storable(request.suite()),
                            request.boots(),
                            request.terms().priority(),
                            PostgresText.storable(request.terms().why()),
                            PostgresText.storable(request.terms().askedBy()),
                            request.terms().bisect(),
                            PostgresText.timestamp(now))
                    .query(Long.class)
                    .optional();
            id.ifPresent(made -> request.platforms().forEach(platform -> addTask(jdbc, made, platform, notBefore)));
            return id.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        });
    }

    private static void addTask(JdbcClient jdbc, long request, String platform, Instant notBefore) {
        jdbc.sql("""
                INSERT INTO request_task (request_id, platform, state, not_before, claim, failures, worked_ms, detail)
                VALUES (?, ?, 'QUEUED', ?, 0, 0, 0, '')""")
                .params(request, platform, PostgresText.timestamp(notBefore))
                .update();
    }

    /** Those of these keys that are stored. */
    public Set<String> known(Collection<String> keys) {
        Set<String> found = new TreeSet<>();
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += KEYS) {
            List<String> some = all.subList(from, Math.min(all.size(), from + KEYS));
            found.addAll(database.read(jdbc -> jdbc.sql("SELECT key FROM request WHERE key IN (:keys)")
                    .param("keys", some)
                    .query(String.class)
                    .list()));
        }
        return found;
    }

    /** The request with this key. */
    public OptionalLong withKey(String key) {
        return database.read(jdbc -> jdbc.sql("SELECT id FROM request WHERE key = ?")
                .param(PostgresText.storable(key))
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty));
    }

    /** The newest request whose key begins so and that has a task which has not ended. */
    public OptionalLong openWithKey(String beginning) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT r.id FROM request r WHERE starts_with(r.key, ?)
                        AND EXISTS (SELECT FROM request_task t WHERE t.request_id = r.id AND t.finished_at IS NULL)
                        ORDER BY r.id DESC LIMIT 1""")
                .param(beginning)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty));
    }

    /** Tasks of all requests with a smaller id than that, the newest first. */
    public List<Task> before(long task, int most) {
        return database.read(jdbc -> jdbc.sql(TASKS + " WHERE t.id < ? ORDER BY t.id DESC LIMIT ?")
                .params(task, most)
                .query(TaskRows::task)
                .list());
    }

    /** All tasks that have not ended, those that go first at the front. */
    public List<Task> open() {
        return database.read(
                jdbc -> jdbc.sql(TASKS + " WHERE t.finished_at IS NULL ORDER BY r.priority DESC, t.not_before, t.id")
                        .query(TaskRows::task)
                        .list());
    }

    /** Tasks that have ended, the last first. */
    public List<Task> ended(int most) {
        return database.read(jdbc -> jdbc.sql(
                        TASKS + " WHERE t.finished_at IS NOT NULL ORDER BY t.finished_at DESC, t.id DESC LIMIT ?")
                .param(most)
                .query(TaskRows::task)
                .list());
    }

    /** Tasks that ended since then, the last first. */
    public List<Task> endedSince(Instant since) {
        return database.read(
                jdbc -> jdbc.sql(TASKS + " WHERE t.finished_at >= ? ORDER BY t.finished_at DESC, t.id DESC")
                        .param(PostgresText.timestamp(since))
                        .query(TaskRows::task)
                        .list());
    }

    /** The tasks of a request. */
    public List<Task> ofRequest(long request) {
        return database.read(jdbc -> jdbc.sql(TASKS + " WHERE r.id = ? ORDER BY t.id")
                .param(request)
                .query(TaskRows::task)
                .list());
    }

    /** The task with this id. */
    public Optional<Task> find(long id) {
        return database.read(jdbc -> jdbc.sql(TASKS + " WHERE t.id = ?")
                .param(id)
                .query(TaskRows::task)
                .optional());
    }

    /** Takes an open task for a worker, also from another that is dead; empty if it has ended. */
    public Optional<Task> claim(long id, String worker, Instant now) {
        boolean taken = database.write(jdbc -> jdbc.sql("""
                                UPDATE request_task SET state = 'RUNNING', claim = claim + 1, worker = :worker, claimed_at = :now,
                                    first_claim = coalesce(first_claim, :now), detail = ''
                                WHERE id = :id AND finished_at IS NULL""")
                        .param("id", id)
                        .param("worker", worker)
                        .param("now", PostgresText.timestamp(now))
                        .update()
                == 1);
        return taken ? find(id) : Optional.empty();
    }

    /** Whether this claim is the newest on a task that has not ended. */
    public boolean holds(long id, int claim) {
        return database.read(
                jdbc -> jdbc.sql("SELECT count(*) FROM request_task WHERE id = ? AND claim = ? AND state = 'RUNNING'")
                                .params(id, claim)
                                .query(Long.class)
                                .single()
                        == 1);
    }

    /** Whether one of these platforms has a task waiting that goes before those of this priority. */
    public boolean isOvertaken(Collection<String> platforms, int priority, Instant now) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM request_task t JOIN request r ON r.id = t.request_id
                        WHERE t.state = 'QUEUED' AND t.platform IN (:platforms) AND r.priority > :priority AND t.not_before <= :now)""")
                .param("platforms", platforms)
                .param("priority", priority)
                .param("now", PostgresText.timestamp(now))
                .query(Boolean.class)
                .single());
    }

    /** Notes what a task measures in; inside {@link Database#write} in the same transaction. */
    public void keep(long id, int claim, long experiment) {
        database.write(jdbc -> jdbc.sql("UPDATE request_task SET experiment_id = ? WHERE id = ? AND claim = ?")
                .params(experiment, id, claim)
                .update());
    }

    /** Ends a task if this claim is the newest; false if it is not, then nothing was changed. */
    public boolean end(long id, int claim, Ending ending, Instant now) {
        database.write(jdbc -> jdbc.sql("""
                        UPDATE request_task SET state = :state, outcome = :outcome, blame = :blame, detail = :detail, finished_at = :now,
                            worked_ms = worked_ms + greatest(0, 1000 * extract(epoch FROM :now - claimed_at))::bigint, claimed_at = NULL
                        WHERE id = :id AND claim = :claim AND state = 'RUNNING'""")
                .param("id", id)
                .param("claim", claim)
                .param("state", ending.state().name())
                .param("outcome", ending.outcome())
                .param("blame", ending.blame().map(Enum::name).orElse(null))
                .param("detail", PostgresText.storable(ending.detail()))
                .param("now", PostgresText.timestamp(now))
                .update());
        return find(id).filter(t -> t.claim() == claim && t.state() == ending.state())
                .isPresent();
    }

    /**
     * Hands a task back, to be taken again; does nothing if the claim is not the newest.
     *
     * @param failed whether a fault of ours or the worker's death is why
     * @param worked what is added to the time that was worked on it
     */
    public void handBack(long id, int claim, boolean failed, Duration worked, HandedBack why) {
        database.write(jdbc -> jdbc.sql("""
                        UPDATE request_task SET state = 'QUEUED', claimed_at = NULL, not_before = :next, detail = :detail,
                            failures = failures + :failed, worked_ms = worked_ms + :worked
                        WHERE id = :id AND claim = :claim AND state = 'RUNNING'""")
                .param("id", id)
                .param("claim", claim)
                .param("next", PostgresText.timestamp(why.notBefore()))
                .param("detail", PostgresText.storable(why.detail()))
                .param("failed", failed ? 1 : 0)
                .param("worked", worked.toMillis())
                .update());
    }

    /**
     * Why a task was handed back.
     *
     * @param detail one sentence
     * @param notBefore when it may be taken again
     */
    public record HandedBack(String detail, Instant notBefore) {}

    /** Takes a request back: its open tasks end, also those that are worked on, whose boot under way is the last. Answers how many. */
    public int cancel(long request, String who, Instant now) {
        return database.write(jdbc -> jdbc.sql("""
                        UPDATE request_task SET state = 'CANCELLED', claimed_at = NULL, finished_at = ?, detail = ?
                        WHERE request_id = ? AND finished_at IS NULL""")
                .params(PostgresText.timestamp(now), PostgresText.storable("taken back by " + who), request)
                .update());
    }

    /** How long tasks of a suite on a platform were worked on that were judged, the last first. */
    public List<TaskDuration> durations(int most) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT r.suite, t.platform, t.worked_ms FROM request_task t JOIN request r ON r.id = t.request_id
                        WHERE t.state = 'DONE' AND t.blame IS NULL ORDER BY t.finished_at DESC LIMIT ?""")
                .param(most)
                .query((row, n) -> new TaskDuration(
                        row.getString("suite"), row.getString("platform"), Duration.ofMillis(row.getLong("worked_ms"))))
                .list());
    }

    /** How long a task took. */
    public record TaskDuration(String suite, String platform, Duration worked) {}
}
