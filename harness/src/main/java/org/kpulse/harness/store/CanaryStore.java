package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.noise.CanaryNight;
import org.kpulse.harness.request.NewRequest;

/** Reads what hosts measured of their canaries. */
public final class CanaryStore {

    /** Nights older than this are not looked at, days. */
    private static final int DAYS = 120;

    private final Database database;

    public CanaryStore(Database database) {
        this.database = database;
    }

    /** Another build of the kernel, guest image or bundle is another series: it may run otherwise on the same machine. */
    private record Key(
            long platformId, String platform, String host, String kernel, String suite, long kernelId, String guest) {}

    private record Row(Key key, long task, long experiment, OffsetDateTime at, long comparison) {}

    /** All of the last {@value #DAYS} days, by platform, host, kernel and suite. */
    public List<CanarySeries> all() {
        List<Row> rows = rows();
        Map<Long, CanaryNight> measured =
                measured(rows.stream().map(Row::comparison).toList());
        Map<Key, List<CanarySeries.Night>> series = new LinkedHashMap<>();
        for (Row row : rows) {
            series.computeIfAbsent(row.key(), key -> new ArrayList<>())
                    .add(new CanarySeries.Night(
                            row.task(),
                            row.experiment(),
                            row.at().toInstant(),
                            measured.getOrDefault(row.comparison(), new CanaryNight(Map.of()))));
        }
        return series.entrySet().stream()
                .map(each -> new CanarySeries(
                        each.getKey().platformId(),
                        each.getKey().platform(),
                        each.getKey().host(),
                        each.getKey().kernel(),
                        each.getKey().suite(),
                        each.getValue()))
                .toList();
    }

    /** The series that ends with this task; empty if it measured nothing or another night followed. */
    public Optional<CanarySeries> endingWith(long task) {
        return all().stream().filter(series -> series.last().task() == task).findFirst();
    }

    /**
     * The fault for which boots of this canary failed for good, if it ran to its end on some earlier night: that kernel can be run. What cannot
     * be built or fetched is no boot.
     */
    public Optional<String> failure(long task) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT f.fault_code || ', ' || f.fault_detail FROM request_task t JOIN request r ON r.id = t.request_id
                        JOIN job j ON j.experiment_id = t.experiment_id AND j.state = 'FAILED'
                        JOIN run f ON f.job_id = j.id AND f.state = 'KERNEL_FAILED'
                        WHERE t.id = :task AND EXISTS (
                            SELECT FROM request q JOIN request_task e ON e.request_id = q.id
                            WHERE starts_with(q.key, :canary) AND q.candidate = r.candidate AND q.suite = r.suite
                            AND e.platform = t.platform AND e.id <> t.id
                            AND EXISTS (SELECT FROM job g WHERE g.experiment_id = e.experiment_id)
                            AND NOT EXISTS (SELECT FROM job g WHERE g.experiment_id = e.experiment_id AND g.state <> 'FINISHED'))
                        ORDER BY f.id DESC LIMIT 1""")
                .param("task", task)
                .param("canary", NewRequest.CANARY)
                .query(String.class)
                .optional());
    }

    private List<Row> rows() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT c.platform_id, p.name AS platform, coalesce(w.host, t.worker, '') AS host, r.candidate, r.suite,
                            c.candidate_kernel_id, coalesce(g.guest, '') AS guest, t.id AS task, t.experiment_id, t.finished_at,
                            c.id AS comparison
                        FROM request r JOIN request_task t ON t.request_id = r.id
                        JOIN LATERAL (
                            SELECT c.id, c.platform_id, c.candidate_kernel_id FROM comparison c WHERE c.experiment_id = t.experiment_id
                            ORDER BY c.id DESC LIMIT 1) c ON true
                        LEFT JOIN LATERAL (
                            SELECT max(u.guest_image_sha256 || u.bundle_sha256) AS guest FROM job j JOIN run u ON u.job_id = j.id
                            WHERE j.experiment_id = t.experiment_id) g ON true
                        JOIN platform p ON p.id = c.platform_id
                        LEFT JOIN worker w ON w.name = t.worker
                        WHERE starts_with(r.key, ?) AND t.state = 'DONE' AND t.blame IS NULL
                        AND t.finished_at > now() - make_interval(days => ?)
                        ORDER BY p.name, c.platform_id, host, r.candidate, r.suite, t.finished_at, t.id""")
                .params(NewRequest.CANARY, DAYS)
                .query((row, number) -> row(row))
                .list());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Key(
                        row.getLong("platform_id"),
                        row.getString("platform"),
                        row.getString("host"),
                        row.getString("candidate"),
                        row.getString("suite"),
                        row.getLong("candidate_kernel_id"),
                        row.getString("guest")),
                row.getLong("task"),
                row.getLong("experiment_id"),
                row.getObject("finished_at", OffsetDateTime.class),
                row.getLong("comparison"));
    }

    /** Both sides are the same kernel: a night's mean is that of both, and so is what its boots vary by. */
    private Map<Long, CanaryNight> measured(List<Long> comparisons) {
        Map<Long, Map<MetricKey, CanaryNight.Level>> measured = new HashMap<>();
        database.read(jdbc -> {
            jdbc.sql("""
                    SELECT m.comparison_id, b.name || ' ' || left(b.recipe_sha256, 12) AS benchmark, x.name AS metric, x.direction,
                        sqrt(m.base_mean) * sqrt(m.candidate_mean) AS mean,
                        sqrt((m.base_cv_percent ^ 2 + m.candidate_cv_percent ^ 2) / 2) AS cv
                    FROM comparison_metric m JOIN metric x ON x.id = m.metric_id JOIN benchmark b ON b.id = x.benchmark_id
                    WHERE m.comparison_id = ANY (?)""").param(comparisons.toArray(Long[]::new)).query(row -> {
                measured.computeIfAbsent(row.getLong("comparison_id"), id -> new HashMap<>())
                        .put(new MetricKey(row.getString("benchmark"), row.getString("metric")), level(row));
            });
            return true;
        });
        Map<Long, CanaryNight> nights = new HashMap<>();
        measured.forEach((id, metrics) -> nights.put(id, new CanaryNight(metrics)));
        return nights;
    }

    private static CanaryNight.Level level(ResultSet row) throws SQLException {
        double cv = row.getDouble("cv");
        boolean isSingle = row.wasNull();
        return new CanaryNight.Level(
                BenchmarkRow.direction(row.getString("direction")), row.getDouble("mean"), isSingle ? Double.NaN : cv);
    }
}
