package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.StepResult;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks stored runs up. */
public final class RunQuery {

    private static final String SELECT = """
            SELECT r.*, j.experiment_id, j.role, k.ref, k.release, p.name AS platform_name
            FROM run r JOIN job j ON j.id = r.job_id JOIN kernel k ON k.id = j.kernel_id
            JOIN platform p ON p.id = j.platform_id
            """;

    private final Database database;

    public RunQuery(Database database) {
        this.database = database;
    }

    /**
     * Which runs to list.
     *
     * @param experimentId of this experiment only
     * @param kernel of this exact kernel reference only
     * @param platform of platforms with this name only
     * @param state that ended like this only
     * @param limit at most so many
     * @param offset after so many newer ones
     */
    public record Filter(
            Optional<Long> experimentId,
            Optional<String> kernel,
            Optional<String> platform,
            Optional<RunState> state,
            int limit,
            int offset) {

        /** From the newest on. */
        public Filter(
                Optional<Long> experimentId,
                Optional<String> kernel,
                Optional<String> platform,
                Optional<RunState> state,
                int limit) {
            this(experimentId, kernel, platform, state, limit, 0);
        }

        /** Any run. */
        public static Filter newest(int limit) {
            return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
        }

        /** The runs of one experiment. */
        public static Filter ofExperiment(long id) {
            return new Filter(Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
        }
    }

    /**
     * Everything of one run but its samples one by one.
     *
     * @param steps in order
     * @param kernelWarnings one line each
     * @param consoleTail empty when it finished
     * @param metrics one for each metric measured
     */
    public record Detail(
            RunRow run,
            Provenance provenance,
            List<StepResult> steps,
            List<String> kernelWarnings,
            String consoleTail,
            List<Rollup> metrics) {}

    /**
     * One metric of one run.
     *
     * @param n how many samples
     * @param mean arithmetic mean, like min and max in the unit
     */
    public record Rollup(String benchmark, String metric, String unit, int n, double mean, double min, double max) {}

    /** The newest runs first. */
    public List<RunRow> list(Filter filter) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder sql = new StringBuilder(SELECT).append("WHERE true");
        condition(sql, values, "j.experiment_id = :experiment", "experiment", filter.experimentId());
        condition(sql, values, "k.ref = :kernel", "kernel", filter.kernel());
        condition(sql, values, "p.name = :platform", "platform", filter.platform());
        condition(sql, values, "r.state = :state", "state", filter.state().map(RunState::name));
        values.put("limit", filter.limit());
        values.put("offset", filter.offset());
        sql.append(" ORDER BY r.started_at DESC, r.id DESC LIMIT :limit OFFSET :offset");
        return database.read(jdbc ->
                jdbc.sql(sql.toString()).params(values).query(RunRow::of).list());
    }

    private static void condition(
            StringBuilder sql, Map<String, Object> values, String condition, String name, Optional<?> value) {
        value.ifPresent(present -> {
            sql.append(" AND ").append(condition);
            values.put(name, present);
        });
    }

    /** Everything of the run with this id; empty when there is none. */
    public Optional<Detail> show(long id) {
        return database.read(jdbc -> jdbc.sql(SELECT + "WHERE r.id = ?")
                .param(id)
                .query((row, number) -> detail(jdbc, row))
                .optional());
    }

    private static Detail detail(JdbcClient jdbc, ResultSet row) throws SQLException {
        RunRow run = RunRow.of(row, 0);
        return new Detail(
                run,
                provenance(row),
                steps(jdbc, run.id()),
                List.of((String[]) row.getArray("kernel_warnings").getArray()),
                row.getString("console_tail"),
                rollups(jdbc, run.id()));
    }

    private static Provenance provenance(ResultSet row) throws SQLException {
        return new Provenance(
                row.getString("kernel_command_line"),
                row.getString("machine"),
                row.getString("machine_version"),
                row.getString("host_processor"),
                row.getDouble("host_load"),
                row.getDouble("host_steal_percent"),
                row.getString("guest_image_sha256"),
                row.getString("bundle_sha256"),
                row.getString("harness_version"),
                Optional.ofNullable(row.getString("determinism")));
    }

    private static List<StepResult> steps(JdbcClient jdbc, long runId) {
        return jdbc.sql("SELECT * FROM step WHERE run_id = ? ORDER BY position")
                .param(runId)
                .query((row, number) -> new StepResult(
                        row.getString("benchmark"),
                        row.getInt("iteration"),
                        row.getInt("exit_code"),
                        row.getDouble("guest_seconds")))
                .list();
    }

    private static List<Rollup> rollups(JdbcClient jdbc, long runId) {
        return jdbc.sql("""
                        SELECT b.name AS benchmark, m.name AS metric, m.unit, rm.n, rm.mean, rm.min, rm.max
                        FROM run_metric rm JOIN metric m ON m.id = rm.metric_id JOIN benchmark b ON b.id = m.benchmark_id
                        WHERE rm.run_id = ? ORDER BY b.name COLLATE "C", m.name COLLATE "C", m.id""")
                .param(runId)
                .query((row, number) -> new Rollup(
                        row.getString("benchmark"),
                        row.getString("metric"),
                        row.getString("unit"),
                        row.getInt("n"),
                        row.getDouble("mean"),
                        row.getDouble("min"),
                        row.getDouble("max")))
                .list();
    }
}
