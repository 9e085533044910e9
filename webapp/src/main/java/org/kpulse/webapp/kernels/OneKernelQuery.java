package org.kpulse.webapp.kernels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** All that is known of one kernel. */
@Component
class OneKernelQuery {

    private final Database database;

    OneKernelQuery(Database database) {
        this.database = database;
    }

    /**
     * What it is.
     *
     * @param built what it was built from; empty for a ready-made kernel
     */
    record Identity(
            long id,
            String ref,
            String release,
            String architecture,
            String imageSha256,
            Optional<String> configSha256,
            Optional<String> version,
            Instant firstSeen,
            Optional<Built> built) {}

    /** What a kernel was built from. */
    record Built(
            String revision,
            List<String> patches,
            String compiler,
            int layout,
            Optional<String> code,
            String identity) {}

    /**
     * The newest comparison with it as candidate on one platform against one base.
     *
     * @param experiment whose comparison it is; empty for one outside of experiments
     * @param index base = 100; empty when no metric counts
     * @param low lower end of its 95 % interval; empty when there are too few boots, like high
     */
    record Judged(
            long platformId,
            String platform,
            OptionalLong experiment,
            long baseId,
            String base,
            Instant created,
            Verdicts verdicts,
            OptionalDouble index,
            OptionalDouble low,
            OptionalDouble high) {}

    /** A kernel that it is compared with. */
    record Base(String ref, Optional<String> configSha256) {}

    /** Metrics by verdict. */
    record Verdicts(int regressions, int improvements, int noChange, int inconclusive) {}

    /** Runs of it on platforms of one name. */
    record OnPlatform(String platform, int finished, int kernelFailed, int infraFailed, Instant last, long lastRun) {}

    /** A run that its own fault ended. */
    record Crashed(long run, Instant started, String platform, String fault, String detail) {}

    /**
     * One compilation.
     *
     * @param failure kind and sentence; empty if it gave an image
     */
    record Compiled(
            Instant started,
            double seconds,
            boolean incremental,
            int files,
            Optional<String> image,
            Optional<String> failure) {}

    Optional<Identity> identity(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM kernel WHERE id = ?")
                .param(id)
                .query((row, number) -> new Identity(
                        id,
                        row.getString("ref"),
                        row.getString("release"),
                        row.getString("architecture"),
                        row.getString("image_sha256"),
                        Optional.ofNullable(row.getString("config_sha256")),
                        Optional.ofNullable(row.getString("version")),
                        moment(row, "first_seen_at"),
                        built(row)))
                .optional());
    }

    private static Optional<Built> built(ResultSet row) throws SQLException {
        if (row.getString("identity_sha256") == null) {
            return Optional.empty();
        }
        return Optional.of(new Built(
                row.getString("source_revision"),
                List.of((String[]) row.getArray("patches_sha256").getArray()),
                row.getString("compiler"),
                row.getInt("layout"),
                Optional.ofNullable(row.getString("code_sha256")),
                row.getString("identity_sha256")));
    }

    /** By platform, of each the newest first. */
    List<Judged> judged(long id) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT c.*, p.name AS platform, b.ref AS base, v.* FROM (
                            SELECT DISTINCT ON (platform_id, base_kernel_id) * FROM comparison
                            WHERE candidate_kernel_id = ? AND base_kernel_id <> candidate_kernel_id
                            ORDER BY platform_id, base_kernel_id, id DESC) c
                        JOIN platform p ON p.id = c.platform_id JOIN kernel b ON b.id = c.base_kernel_id
                        CROSS JOIN LATERAL (
                            SELECT count(*) FILTER (WHERE verdict = 'REGRESSION') AS regressions,
                                count(*) FILTER (WHERE verdict = 'IMPROVEMENT') AS improvements,
                                count(*) FILTER (WHERE verdict = 'NO_CHANGE') AS no_change,
                                count(*) FILTER (WHERE verdict = 'INCONCLUSIVE') AS inconclusive
                            FROM comparison_metric WHERE comparison_id = c.id) v
                        ORDER BY p.name, c.id DESC""")
                .param(id)
                .query((row, number) -> new Judged(
                        row.getLong("platform_id"),
                        row.getString("platform"),
                        id(row, "experiment_id"),
                        row.getLong("base_kernel_id"),
                        row.getString("base"),
                        moment(row, "created_at"),
                        new Verdicts(
                                row.getInt("regressions"),
                                row.getInt("improvements"),
                                row.getInt("no_change"),
                                row.getInt("inconclusive")),
                        number(row, "index_value"),
                        number(row, "index_low"),
                        number(row, "index_high")))
                .list());
    }

    /** The base of its newest comparison. */
    Optional<Base> base(long id) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT b.ref, b.config_sha256 FROM comparison c JOIN kernel b ON b.id = c.base_kernel_id
                        WHERE c.candidate_kernel_id = ? AND c.base_kernel_id <> c.candidate_kernel_id
                        ORDER BY c.id DESC LIMIT 1""")
                .param(id)
                .query((row, number) ->
                        new Base(row.getString("ref"), Optional.ofNullable(row.getString("config_sha256"))))
                .optional());
    }

    List<OnPlatform> platforms(long id) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT p.name, count(*) FILTER (WHERE r.state = 'FINISHED') AS finished,
                            count(*) FILTER (WHERE r.state = 'KERNEL_FAILED') AS kernel_failed,
                            count(*) FILTER (WHERE r.state = 'INFRA_FAILED') AS infra_failed,
                            max(r.started_at) AS last, (array_agg(r.id ORDER BY r.started_at DESC, r.id DESC))[1] AS last_run
                        FROM job j JOIN run r ON r.job_id = j.id JOIN platform p ON p.id = j.platform_id
                        WHERE j.kernel_id = ? GROUP BY p.name ORDER BY p.name""")
                .param(id)
                .query((row, number) -> new OnPlatform(
                        row.getString("name"),
                        row.getInt("finished"),
                        row.getInt("kernel_failed"),
                        row.getInt("infra_failed"),
                        moment(row, "last"),
                        row.getLong("last_run")))
                .list());
    }

    /** The newest runs that its own faults ended, at most so many. */
    List<Crashed> crashed(long id, int limit) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT r.id, r.started_at, r.fault_code, r.fault_detail, p.name
                        FROM job j JOIN run r ON r.job_id = j.id JOIN platform p ON p.id = j.platform_id
                        WHERE j.kernel_id = ? AND r.state = 'KERNEL_FAILED'
                        ORDER BY r.started_at DESC, r.id DESC LIMIT ?""")
                .params(id, limit)
                .query((row, number) -> new Crashed(
                        row.getLong("id"),
                        moment(row, "started_at"),
                        row.getString("name"),
                        row.getString("fault_code"),
                        row.getString("fault_detail")))
                .list());
    }

    /** Its compilations, those that failed too, the newest first. */
    List<Compiled> builds(String ref) {
        return database.read(jdbc -> jdbc.sql(
                        "SELECT * FROM build WHERE ref = ? ORDER BY started_at DESC, id DESC LIMIT 100")
                .param(ref)
                .query((row, number) -> new Compiled(
                        moment(row, "started_at"),
                        row.getDouble("seconds"),
                        row.getBoolean("incremental"),
                        row.getInt("compiled"),
                        Optional.ofNullable(row.getString("image_sha256")),
                        failure(row)))
                .list());
    }

    private static Optional<String> failure(ResultSet row) throws SQLException {
        return row.getString("fault_kind") == null
                ? Optional.empty()
                : Optional.of(row.getString("fault_kind") + ": " + row.getString("fault_detail"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OptionalLong id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
