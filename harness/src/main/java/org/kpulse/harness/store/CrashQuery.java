package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.crash.CrashTally;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks stored crashes up, and counts the boots that had them. A boot that a fault of ours ended, as the emulator's own crash, says
 * nothing of its kernel: its crashes are shown and counted apart.
 */
public final class CrashQuery {

    /** The runs that a condition over run, job, kernel and platform picks. */
    private static final String MADE = """
            WITH made AS (
                SELECT r.id, r.started_at, r.fault_code, r.state <> 'INFRA_FAILED' AS counts, k.id AS kernel_id, k.ref, k.release,
                    p.name AS platform
                FROM run r JOIN job j ON j.id = r.job_id JOIN kernel k ON k.id = j.kernel_id
                JOIN platform p ON p.id = j.platform_id WHERE %s)
            """;

    private static final String BOOTS =
            MADE + "SELECT platform, count(*) FILTER (WHERE counts) AS boots FROM made GROUP BY platform";

    private static final String CRASHES = MADE + """
            , boots AS (SELECT kernel_id, platform, count(*) FILTER (WHERE counts) AS boots FROM made GROUP BY kernel_id, platform)
            SELECT m.platform, c.signature, m.kernel_id, m.ref, m.release, b.boots,
                count(*) FILTER (WHERE m.counts AND c.follows IS NULL) AS causes,
                count(*) FILTER (WHERE m.counts AND c.follows IS NOT NULL) AS followers,
                count(*) FILTER (WHERE NOT m.counts) AS ours,
                min(m.started_at) AS first_seen, max(m.started_at) AS last_seen
            FROM crash c JOIN made m ON m.id = c.run_id
            JOIN boots b ON (b.kernel_id, b.platform) = (m.kernel_id, m.platform) WHERE %s
            GROUP BY m.platform, c.signature, m.kernel_id, m.ref, m.release, b.boots
            ORDER BY m.platform COLLATE "C", m.kernel_id, causes DESC, followers DESC, c.signature COLLATE "C\"""";

    private final Database database;

    public CrashQuery(Database database) {
        this.database = database;
    }

    /**
     * A signature on a platform.
     *
     * @param platform its name
     * @param signature of the crash
     */
    public record Key(String platform, String signature) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = platform.compareTo(other.platform);
            return order != 0 ? order : signature.compareTo(other.signature);
        }
    }

    /**
     * All boots of a kernel on a platform that had a signature.
     *
     * @param kernelId in the database
     * @param kernel exact reference
     * @param release what the kernel calls itself
     * @param first when the first run that had it began
     * @param last when the last one did
     */
    public record OnKernel(
            Key key, long kernelId, String kernel, String release, CrashTally tally, Instant first, Instant last) {}

    /**
     * A crash of a run.
     *
     * @param follows position of the one it is taken to follow from; empty for a cause
     */
    public record Position(Crash crash, Optional<Integer> follows) {}

    /**
     * A run that had a signature.
     *
     * @param crash as it was in this run
     * @param cause whether it was a cause there
     * @param counts whether the run says something of its kernel
     * @param fault code of the fault that ended the run, if one did
     */
    public record Seen(
            long run,
            Instant started,
            String kernel,
            String platform,
            Crash crash,
            boolean cause,
            boolean counts,
            Optional<String> fault) {}

    /** The crashes of one run in the order of its log. */
    public List<Position> ofRun(long run) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM crash WHERE run_id = ? ORDER BY position")
                .param(run)
                .query((row, number) ->
                        new Position(crash(row), Optional.ofNullable(row.getObject("follows", Integer.class))))
                .list());
    }

    /** Every signature on every kernel and platform, or of those that are named. */
    public List<OnKernel> all(Optional<Long> kernelId, Optional<String> platform) {
        return counted(
                "k.id = coalesce(CAST(? AS bigint), k.id) AND p.name = coalesce(CAST(? AS text), p.name)",
                "true",
                kernelId.orElse(null),
                platform.orElse(null));
    }

    /** One signature on every kernel and platform that had it. */
    public List<OnKernel> withSignature(String signature) {
        return counted("true", "c.signature = ?", signature);
    }

    /** Every signature of a kernel, on every platform. */
    public Map<Key, OnKernel> ofKernel(long kernelId) {
        return byKey(counted("k.id = ?", "true", kernelId));
    }

    /** The signatures that one kernel of a run's platform had, in all its runs there. */
    public Map<Key, OnKernel> ofKernelOfRun(long run) {
        return byKey(counted(
                "(j.kernel_id, p.name) = (SELECT oj.kernel_id, op.name FROM run o"
                        + " JOIN job oj ON oj.id = o.job_id JOIN platform op ON op.id = oj.platform_id WHERE o.id = ?)",
                "true",
                run));
    }

    /** Every signature of one side of an experiment. */
    public Map<Key, OnKernel> ofExperiment(long experiment, Role role) {
        return byKey(counted("j.experiment_id = ? AND j.role = ?", "true", experiment, role.label()));
    }

    /** Boots of a kernel that say something of it, by the platform's name; platforms on which it was not booted are not there. */
    public Map<String, Integer> boots(long kernelId) {
        return boots("k.id = ?", kernelId);
    }

    /** {@link #boots(long)} of one side of an experiment. */
    public Map<String, Integer> boots(long experiment, Role role) {
        return boots("j.experiment_id = ? AND j.role = ?", experiment, role.label());
    }

    /** The runs that had a signature: those that count and in which it is a cause first, among them the newest. */
    public List<Seen> runsWith(String signature) {
        return database.read(jdbc -> jdbc.sql(MADE.formatted("true") + """
                        SELECT c.*, m.started_at, m.ref, m.platform, m.counts, m.fault_code
                        FROM crash c JOIN made m ON m.id = c.run_id WHERE c.signature = ?
                        ORDER BY m.counts DESC, c.follows IS NULL DESC, m.started_at DESC, c.run_id DESC""")
                .param(signature)
                .query((row, number) -> new Seen(
                        row.getLong("run_id"),
                        instant(row, "started_at"),
                        row.getString("ref"),
                        row.getString("platform"),
                        crash(row),
                        row.getObject("follows") == null,
                        row.getBoolean("counts"),
                        Optional.ofNullable(row.getString("fault_code"))))
                .list());
    }

    /** Every signature that any run had, in the order of their letters. */
    public List<String> signatures() {
        return database.read(
                jdbc -> jdbc.sql("SELECT DISTINCT signature COLLATE \"C\" AS signature FROM crash ORDER BY 1")
                        .query(String.class)
                        .list());
    }

    private Map<String, Integer> boots(String condition, Object... values) {
        return database.read(jdbc -> with(jdbc, BOOTS.formatted(condition), values)
                .query((row, number) -> Map.entry(row.getString("platform"), row.getInt("boots")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private List<OnKernel> counted(String runs, String crashes, @Nullable Object... values) {
        return database.read(jdbc -> with(jdbc, CRASHES.formatted(runs, crashes), values)
                .query((row, number) -> new OnKernel(
                        new Key(row.getString("platform"), row.getString("signature")),
                        row.getLong("kernel_id"),
                        row.getString("ref"),
                        row.getString("release"),
                        new CrashTally(
                                row.getInt("boots"), row.getInt("causes"), row.getInt("followers"), row.getInt("ours")),
                        instant(row, "first_seen"),
                        instant(row, "last_seen")))
                .list());
    }

    private static JdbcClient.StatementSpec with(JdbcClient jdbc, String sql, @Nullable Object... values) {
        return jdbc.sql(sql).params(values);
    }

    private static Map<Key, OnKernel> byKey(List<OnKernel> all) {
        Map<Key, OnKernel> map = new TreeMap<>();
        all.forEach(each -> map.put(each.key(), each));
        return map;
    }

    private static Crash crash(ResultSet row) throws SQLException {
        return new Crash(
                CrashClass.of(row.getString("class")),
                row.getString("signature"),
                row.getString("title"),
                row.getString("trace").lines().toList());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
