package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** Older runs are not looked at: enough that {@link #MOST_RUNS} are left without the judged ones. */
    private static final int RECENT = 1000;

    private static final String RUNS = """
            SELECT r.id, md5(concat_ws('/', j.kernel_id, r.guest_image_sha256, r.bundle_sha256,
                    r.kernel_command_line, r.machine_version)) AS grouped,
                CASE WHEN p.kind = 'instructions' THEN r.seed ELSE r.id END AS replicate
            FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id
            """;

    private final Database database;

    public NoiseQuery(Database database) {
        this.database = database;
    }

    /**
     * A finished run.
     *
     * @param id in the database
     * @param group what its kernel, guest and machine had in common with those of other runs
     * @param replicate equal for runs of a group that are the same boot again: the seed where instructions are counted, else the id
     */
    public record Run(long id, String group, long replicate) {

        private String boot() {
            return replicate + "/" + group;
        }
    }

    /** Boots of each metric stored before the first of {@code judged}: the same answer whenever it is asked. */
    public Map<Long, List<KernelBoots>> before(long platformId, Collection<Long> judged) {
        long first = judged.stream().mapToLong(Long::longValue).min().orElse(0);
        return boots(chosen(recent(platformId, first), these(judged)));
    }

    /** Boots of each metric in all runs but {@code judged}. */
    public Map<Long, List<KernelBoots>> beside(long platformId, Collection<Long> judged) {
        return boots(chosen(recent(platformId), these(judged)));
    }

    /** The id of the newest run of all; 0 if there is none. */
    public long newestRun() {
        return database.read(jdbc -> jdbc.sql("SELECT coalesce(max(id), 0) FROM run")
                .query(Long.class)
                .single());
    }

    /** The newest finished runs of a platform, the newest first. */
    public List<Run> recent(long platformId) {
        return recent(platformId, Long.MAX_VALUE);
    }

    private List<Run> recent(long platformId, long before) {
        return database.read(jdbc -> jdbc.sql(RUNS + """
                        WHERE j.platform_id = ? AND r.state = 'FINISHED' AND r.id < ? ORDER BY r.id DESC LIMIT ?""")
                .params(platformId, before, RECENT)
                .query(NoiseQuery::run)
                .list());
    }

    /** These runs, whatever their platform. */
    public List<Run> these(Collection<Long> ids) {
        return database.read(jdbc -> jdbc.sql(RUNS + "WHERE r.id = ANY (?::bigint[])")
                .param(PostgresText.array(ids))
                .query(NoiseQuery::run)
                .list());
    }

    /** Of {@code recent} each boot once, without those that are judged or the same as one of them; at most {@link #MOST_RUNS}. */
    public static List<Run> chosen(List<Run> recent, List<Run> judged) {
        Set<String> without = judged.stream().map(Run::boot).collect(Collectors.toSet());
        Map<String, Run> first = new HashMap<>();
        for (Run run : recent) {
            if (!without.contains(run.boot())) {
                first.merge(run.boot(), run, (one, other) -> one.id() < other.id() ? one : other);
            }
        }
        return first.values().stream()
                .sorted(Comparator.comparingLong(Run::id).reversed())
                .limit(MOST_RUNS)
                .toList();
    }

    /** The boots of each metric in these runs. */
    public Map<Long, List<KernelBoots>> boots(List<Run> runs) {
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
        return new Run(row.getLong("id"), row.getString("grouped"), row.getLong("replicate"));
    }
}
