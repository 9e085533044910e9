package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.fault.UsageException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Samples of finished runs, base and candidate side by side. */
public final class SampleQuery {

    private final Database database;

    public SampleQuery(Database database) {
        this.database = database;
    }

    private record RunKey(long id, int boot, long seed, Role role) {}

    private static final class Sides {
        private final Map<Role, List<StoredSamples.Boot>> boots = new HashMap<>();

        void add(RunKey run, double[] values) {
            boots.computeIfAbsent(run.role(), role -> new ArrayList<>())
                    .add(new StoredSamples.Boot(run.id(), run.boot(), run.seed(), values));
        }

        List<StoredSamples.Boot> of(Role role) {
            List<StoredSamples.Boot> list = boots.getOrDefault(role, new ArrayList<>());
            list.sort(Comparator.comparingLong(StoredSamples.Boot::runId));
            return list;
        }
    }

    /** All samples of an experiment on one platform, by benchmark and metric name. */
    public List<StoredSamples> ofExperiment(long experimentId, long platformId) {
        return database.read(jdbc -> samples(
                jdbc,
                jdbc.sql("""
                        SELECT r.id, r.boot, r.seed, j.role FROM run r JOIN job j ON j.id = r.job_id
                        WHERE j.experiment_id = ? AND j.platform_id = ? AND r.state = 'FINISHED'""")
                        .params(experimentId, platformId)
                        .query(SampleQuery::run)
                        .list()));
    }

    /**
     * All samples of two different kernels on one platform over all their finished runs, by benchmark and metric name. Where
     * instructions are counted, runs of one kernel with the same seed and provenance repeat each other to the last bit: only the
     * first of them is a replicate.
     */
    public List<StoredSamples> ofKernels(long platformId, long baseKernelId, long candidateKernelId) {
        if (baseKernelId == candidateKernelId) {
            throw new UsageException("Kernel " + baseKernelId
                    + " cannot be compared with itself over all its runs: compare the two sides of an experiment.");
        }
        return database.read(jdbc -> samples(
                jdbc,
                jdbc.sql("""
                        SELECT DISTINCT ON (j.kernel_id, CASE WHEN p.kind = 'instructions' THEN concat_ws('/', r.seed,
                                r.guest_image_sha256, r.bundle_sha256, md5(r.kernel_command_line), r.machine_version)
                                ELSE r.id::text END)
                            r.id, r.boot, r.seed, CASE WHEN j.kernel_id = ? THEN 'base' ELSE 'candidate' END AS role
                        FROM run r JOIN job j ON j.id = r.job_id JOIN platform p ON p.id = j.platform_id
                        WHERE j.kernel_id IN (?, ?) AND j.platform_id = ? AND r.state = 'FINISHED'
                        ORDER BY j.kernel_id, CASE WHEN p.kind = 'instructions' THEN concat_ws('/', r.seed,
                                r.guest_image_sha256, r.bundle_sha256, md5(r.kernel_command_line), r.machine_version)
                                ELSE r.id::text END, r.id""")
                        .params(baseKernelId, baseKernelId, candidateKernelId, platformId)
                        .query(SampleQuery::run)
                        .list()));
    }

    private static RunKey run(ResultSet row, int number) throws SQLException {
        return new RunKey(row.getLong("id"), row.getInt("boot"), row.getLong("seed"), Role.of(row.getString("role")));
    }

    /** Rows come unsorted and without names, which are read once a metric: far faster than one big join. */
    private List<StoredSamples> samples(JdbcClient jdbc, List<RunKey> runs) {
        Map<Long, RunKey> byId = new HashMap<>();
        runs.forEach(run -> byId.put(run.id(), run));
        Map<Long, Sides> metrics = new HashMap<>();
        database.template().execute((ConnectionCallback<Boolean>) connection -> {
            SampleRows.read(
                    connection,
                    byId.keySet(),
                    (runId, metricId, values) -> metrics.computeIfAbsent(metricId, id -> new Sides())
                            .add(Objects.requireNonNull(byId.get(runId)), values));
            return true;
        });
        return jdbc.sql("""
                        SELECT m.id, b.name AS benchmark, m.name AS metric, m.unit, m.direction
                        FROM metric m JOIN benchmark b ON b.id = m.benchmark_id WHERE m.id = ANY (?::bigint[])
                        ORDER BY b.name COLLATE "C", m.name COLLATE "C", m.id""")
                .param(PostgresText.array(metrics.keySet()))
                .query((row, number) -> named(row, Objects.requireNonNull(metrics.get(row.getLong("id")))))
                .list();
    }

    private static StoredSamples named(ResultSet row, Sides sides) throws SQLException {
        Direction direction = BenchmarkRow.direction(row.getString("direction"));
        return new StoredSamples(
                row.getLong("id"),
                row.getString("benchmark"),
                row.getString("metric"),
                row.getString("unit"),
                direction,
                sides.of(Role.BASE),
                sides.of(Role.CANDIDATE));
    }
}
