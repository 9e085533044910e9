package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.noise.KernelBoots;
import org.springframework.jdbc.core.ConnectionCallback;

/**
 * The boots that a platform's noise model is made of: the newest finished runs of every kernel but those that are being judged.
 * Runs of one kernel belong together only if guest image, bundle, command line and emulator are the same too. Where instructions are
 * counted, runs with the same seed repeat each other to the last bit, so only the first of them counts.
 */
public final class NoiseQuery {

    /** More runs than this add nothing to the model but time. */
    private static final int MOST_RUNS = 400;

    private final Database database;

    public NoiseQuery(Database database) {
        this.database = database;
    }

    private record Run(long id, String group) {}

    /** Boots of each metric stored before the first of {@code judged}: the same answer whenever it is asked. */
    public Map<Long, List<KernelBoots>> before(long platformId, Collection<Long> judged) {
        return boots(
                platformId,
                judged,
                judged.stream().mapToLong(Long::longValue).min().orElse(0));
    }

    /** Boots of each metric in all runs but {@code judged}. */
    public Map<Long, List<KernelBoots>> beside(long platformId, Collection<Long> judged) {
        return boots(platformId, judged, Long.MAX_VALUE);
    }

    private Map<Long, List<KernelBoots>> boots(long platformId, Collection<Long> judged, long before) {
        List<Run> runs = database.read(jdbc -> jdbc.sql("""
                        WITH measured AS (
                            SELECT r.id, concat_ws('/', j.kernel_id, r.guest_image_sha256, r.bundle_sha256,
                                    md5(r.kernel_command_line), r.machine_version) AS grouped,
                                CASE WHEN p.kind = 'instructions' THEN r.seed ELSE r.id END AS replicate
                            FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id
                            WHERE j.platform_id = ? AND r.state = 'FINISHED'),
                        judged AS (SELECT grouped, replicate FROM measured WHERE id = ANY (?::bigint[]))
                        SELECT min(id) AS id, grouped FROM measured
                        WHERE id < ? AND (grouped, replicate) NOT IN (SELECT grouped, replicate FROM judged)
                        GROUP BY grouped, replicate ORDER BY min(id) DESC LIMIT ?""")
                .params(platformId, PostgresText.array(judged), before, MOST_RUNS)
                .query(NoiseQuery::run)
                .list());
        Map<Long, String> groups = new HashMap<>();
        runs.forEach(run -> groups.put(run.id(), run.group()));
        Map<Long, Map<String, TreeMap<Long, BootSamples>>> metrics = new TreeMap<>();
        database.template().execute((ConnectionCallback<Boolean>) connection -> {
            SampleRows.read(
                    connection,
                    groups.keySet(),
                    (runId, metricId, values) -> metrics.computeIfAbsent(metricId, id -> new TreeMap<>())
                            .computeIfAbsent(Objects.requireNonNull(groups.get(runId)), group -> new TreeMap<>())
                            .put(runId, BootSamples.of("run " + runId, values)));
            return true;
        });
        Map<Long, List<KernelBoots>> answer = new TreeMap<>();
        metrics.forEach((metric, kernels) -> {
            List<KernelBoots> boots = new ArrayList<>();
            kernels.forEach((group, byRun) -> boots.add(KernelBoots.ofOneBuild(group, List.copyOf(byRun.values()))));
            answer.put(metric, boots);
        });
        return answer;
    }

    /** The names of these metrics; of a benchmark whose recipe changed only the newest. */
    public Map<MetricKey, Long> newest(Collection<Long> metricIds) {
        Map<MetricKey, Long> keys = new TreeMap<>();
        database.read(jdbc -> jdbc.sql("""
                        SELECT m.id, b.name AS benchmark, m.name AS metric FROM metric m JOIN benchmark b ON b.id = m.benchmark_id
                        WHERE m.id = ANY (?::bigint[]) ORDER BY m.id""")
                .param(PostgresText.array(metricIds))
                .query((row, number) ->
                        keys.put(new MetricKey(row.getString("benchmark"), row.getString("metric")), row.getLong("id")))
                .list());
        return keys;
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(row.getLong("id"), row.getString("grouped"));
    }
}
