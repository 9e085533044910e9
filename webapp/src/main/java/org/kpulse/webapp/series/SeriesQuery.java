package org.kpulse.webapp.series;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.series.SeriesController.Metric;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Component;

/** Metrics over kernels, from the rollup that every run has of each metric: no sample is read. */
@Component
class SeriesQuery {

    /** So many kernels, the newest, are looked at. */
    static final int MOST = 500;

    private final Database database;

    SeriesQuery(Database database) {
        this.database = database;
    }

    /** A metric that a job was to measure on a platform. */
    record Choice(String benchmark, String metric, String unit, String direction, String platform) {}

    /**
     * One version of a recipe on one platform: values of others are never mixed with these.
     *
     * @param processor what executes
     * @param repeats whether boots with one seed repeat each other to the last bit: only the first is a replicate
     */
    record Variant(
            long metric,
            long platform,
            long benchmark,
            String unit,
            Direction direction,
            String recipe,
            String processor,
            boolean repeats) {

        /** As the address has it. */
        public String id() {
            return metric + "-" + platform;
        }
    }

    /**
     * A kernel of a series.
     *
     * @param listed whether it is one of the series; else it is only compared with
     * @param boots behind the values
     * @param mean of the boots' means, in the unit; empty without boots
     * @param meanLn of the boots' mean logarithms; empty without boots or when a sample is 0
     * @param varianceLn of the boots' mean logarithms; 0 below two
     * @param setting guest image and emulator of its newest run; empty without runs
     */
    record Kernel(
            long id,
            String ref,
            Instant firstSeen,
            boolean listed,
            int boots,
            OptionalDouble mean,
            OptionalDouble meanLn,
            double varianceLn,
            String setting) {}

    /** All metrics that were to be measured anywhere. */
    List<Choice> choices() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT DISTINCT ON (b.name, m.name, p.name) b.name AS benchmark, m.name AS metric, m.unit, m.direction,
                            p.name AS platform
                        FROM (SELECT DISTINCT platform_id, suite_id FROM job) j JOIN platform p ON p.id = j.platform_id
                        JOIN suite_benchmark s ON s.suite_id = j.suite_id JOIN benchmark b ON b.id = s.benchmark_id
                        JOIN metric m ON m.benchmark_id = b.id
                        ORDER BY b.name, m.name, p.name, m.id DESC""")
                .query((row, number) -> new Choice(
                        row.getString("benchmark"),
                        row.getString("metric"),
                        row.getString("unit"),
                        row.getString("direction"),
                        row.getString("platform")))
                .list());
    }

    /** The variants of a metric on platforms of a name, the newest first. */
    List<Variant> variants(String benchmark, String metric, String platform) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT m.id AS metric_id, p.id AS platform_id, b.id AS benchmark_id, m.unit, m.direction, b.recipe_sha256,
                            p.processor, p.kind
                        FROM benchmark b JOIN metric m ON m.benchmark_id = b.id AND m.name = ? CROSS JOIN platform p
                        WHERE b.name = ? AND p.name = ? AND EXISTS (
                            SELECT FROM job j JOIN suite_benchmark s ON s.suite_id = j.suite_id
                            WHERE j.platform_id = p.id AND s.benchmark_id = b.id)
                        ORDER BY p.id DESC, b.id DESC""")
                .params(metric, benchmark, platform)
                .query((row, number) -> new Variant(
                        row.getLong("metric_id"),
                        row.getLong("platform_id"),
                        row.getLong("benchmark_id"),
                        row.getString("unit"),
                        row.getString("direction").equals("higher")
                                ? Direction.HIGHER_IS_BETTER
                                : Direction.LOWER_IS_BETTER,
                        row.getString("recipe_sha256"),
                        row.getString("processor"),
                        row.getString("kind").equals("instructions")))
                .list());
    }

    /**
     * The variant of this id among these, without an id the newest.
     *
     * @param id as the address has it; may be empty
     */
    static Variant chosen(List<Variant> variants, Metric metric, String id) {
        if (variants.isEmpty()) {
            throw new NotFound("No job was to measure " + metric.title() + ".");
        }
        if (id.isEmpty()) {
            return variants.get(0);
        }
        return variants.stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadParameter("variant", "this metric has no such variant on this platform."));
    }

    /**
     * Kernels that were to be measured, in the order in which they were first seen, at most {@link #MOST}: those up to {@code until},
     * else the newest. One more, which is not listed, may be the baseline.
     */
    List<Kernel> kernels(Variant variant, OptionalLong until, OptionalLong baseline) {
        return database.read(jdbc -> jdbc.sql("""
                        WITH listed AS (
                            SELECT k.id, k.ref, k.first_seen_at FROM kernel k
                            WHERE (CAST(:until AS bigint) IS NULL
                                    OR (k.first_seen_at, k.id) <= (SELECT first_seen_at, id FROM kernel WHERE id = :until))
                                AND EXISTS (SELECT FROM job j JOIN suite_benchmark s ON s.suite_id = j.suite_id
                                    WHERE j.kernel_id = k.id AND j.platform_id = :platform AND s.benchmark_id = :benchmark)
                            ORDER BY k.first_seen_at DESC, k.id DESC LIMIT :most),
                        wanted AS (
                            SELECT *, true AS listed FROM listed
                            UNION ALL
                            SELECT k.id, k.ref, k.first_seen_at, false FROM kernel k
                            WHERE k.id = CAST(:baseline AS bigint) AND k.id NOT IN (SELECT id FROM listed))
                        SELECT k.*, x.* FROM wanted k
                        CROSS JOIN LATERAL (
                            SELECT count(*) AS boots, avg(u.mean) AS mean,
                                CASE WHEN bool_and(u.mean_ln IS NOT NULL) THEN avg(u.mean_ln) END AS mean_ln,
                                coalesce(var_samp(u.mean_ln), 0) AS variance_ln,
                                coalesce((array_agg(u.setting ORDER BY u.id DESC))[1], '') AS setting
                            FROM (
                                SELECT DISTINCT ON (1) CASE WHEN :repeats THEN concat_ws('/', r.seed, r.guest_image_sha256,
                                        r.bundle_sha256, md5(r.kernel_command_line), r.machine_version) ELSE r.id::text END AS replicate,
                                    r.id, rm.mean, rm.mean_ln, concat_ws(' ', r.guest_image_sha256, r.machine_version) AS setting
                                FROM job j JOIN run r ON r.job_id = j.id AND r.state = 'FINISHED'
                                JOIN run_metric rm ON rm.run_id = r.id AND rm.metric_id = :metric
                                WHERE j.kernel_id = k.id AND j.platform_id = :platform
                                ORDER BY 1, r.id) u) x
                        ORDER BY k.first_seen_at, k.id""")
                .params(Map.of(
                        "platform", variant.platform(),
                        "benchmark", variant.benchmark(),
                        "metric", variant.metric(),
                        "repeats", variant.repeats(),
                        "most", MOST))
                .param("until", until.isPresent() ? until.getAsLong() : null)
                .param("baseline", baseline.isPresent() ? baseline.getAsLong() : null)
                .query(SeriesQuery::kernel)
                .list());
    }

    /** Whether a kernel was to be measured. */
    boolean has(Variant variant, long kernel) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT EXISTS (SELECT FROM job j JOIN suite_benchmark s ON s.suite_id = j.suite_id
                            WHERE j.kernel_id = ? AND j.platform_id = ? AND s.benchmark_id = ?)""")
                .params(kernel, variant.platform(), variant.benchmark())
                .query(Boolean.class)
                .single());
    }

    private static Kernel kernel(ResultSet row, int number) throws SQLException {
        return new Kernel(
                row.getLong("id"),
                row.getString("ref"),
                Optional.ofNullable(row.getObject("first_seen_at", OffsetDateTime.class))
                        .orElseThrow()
                        .toInstant(),
                row.getBoolean("listed"),
                row.getInt("boots"),
                number(row, "mean"),
                number(row, "mean_ln"),
                row.getDouble("variance_ln"),
                row.getString("setting"));
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
