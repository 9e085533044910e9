package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.regression.Impact;
import org.kpulse.harness.regression.RegressionState;

/** Reads regressions with what they hold. */
public final class RegressionStore {

    private static final String ALL = """
            SELECT r.*, b.ref AS base, k.ref AS candidate FROM regression r
            JOIN kernel b ON b.id = r.base_kernel_id JOIN kernel k ON k.id = r.candidate_kernel_id\s""";

    private final Database database;

    public RegressionStore(Database database) {
        this.database = database;
    }

    /** At most so many in these states, the last to be active first. */
    public List<RegressionRow> lastActive(Collection<RegressionState> states, int limit) {
        return database.read(
                jdbc -> jdbc.sql(ALL + "WHERE r.state = ANY (?) ORDER BY r.updated_at DESC, r.id DESC LIMIT ?")
                        .param(states.stream().map(Enum::name).toArray(String[]::new))
                        .param(limit)
                        .query(RegressionStore::row)
                        .list());
    }

    /** The regression with this id. */
    public Optional<RegressionRow> find(long id) {
        return database.read(jdbc -> jdbc.sql(ALL + "WHERE r.id = ?")
                .param(id)
                .query(RegressionStore::row)
                .optional());
    }

    /** At most so many in these states, those that were active last; by impact, then the last to be active first. */
    public List<RegressionRow> byImpact(Collection<RegressionState> states, int limit) {
        List<RegressionRow> rows = lastActive(states, limit);
        Map<Long, List<Impact.Call>> standing =
                standing(rows.stream().map(RegressionRow::id).toList());
        record Weighed(RegressionRow row, double impact) {}
        return rows.stream()
                .map(row -> new Weighed(row, Impact.of(standing.getOrDefault(row.id(), List.of()))))
                .sorted(Comparator.comparingDouble(weighed -> -weighed.impact()))
                .map(Weighed::row)
                .toList();
    }

    /** These with what they hold, in their order. */
    public List<HeldRegression> held(List<RegressionRow> rows) {
        Map<Long, List<RegressionRow.Call>> calls =
                calls(rows.stream().map(RegressionRow::id).toList());
        return rows.stream()
                .map(row -> new HeldRegression(row, calls.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** How many are in these states. */
    public int count(Collection<RegressionState> states) {
        return database.read(jdbc -> jdbc.sql("SELECT count(*) FROM regression WHERE state = ANY (?)")
                .param(states.stream().map(Enum::name).toArray(String[]::new))
                .query(Integer.class)
                .single());
    }

    /** At most so many in these states with a smaller id than that, newest first. */
    public List<HeldRegression> before(Collection<RegressionState> states, long before, int limit) {
        return held(
                database.read(jdbc -> jdbc.sql(ALL + "WHERE r.state = ANY (?) AND r.id < ? ORDER BY r.id DESC LIMIT ?")
                        .param(states.stream().map(Enum::name).toArray(String[]::new))
                        .params(before, limit)
                        .query(RegressionStore::row)
                        .list()));
    }

    /** The regression with this id and what it holds. */
    public Optional<HeldRegression> held(long id) {
        return find(id).map(row -> held(List.of(row)).get(0));
    }

    /**
     * What stands of each, as far as its impact goes; as in {@link #calls}, asked for quicker: whether a pair was compared again is looked for
     * once a comparison, and OFFSET 0 has each call's own metric found by its key instead of all metrics of its comparison.
     */
    private Map<Long, List<Impact.Call>> standing(Collection<Long> ids) {
        record Standing(long regression, Impact.Call call) {}
        return database
                .read(jdbc -> jdbc.sql("""
                        WITH compared AS MATERIALIZED (
                            SELECT c.*, EXISTS (
                                SELECT FROM comparison later WHERE later.candidate_kernel_id = c.candidate_kernel_id
                                AND later.platform_id = c.platform_id AND later.base_kernel_id = c.base_kernel_id AND later.id > c.id) AS again
                            FROM comparison c
                            WHERE c.id IN (SELECT comparison_id FROM regression_metric WHERE regression_id = ANY (:ids)))
                        SELECT h.regression_id, p.name AS platform, e.name || '/' || x.name AS metric, m.change_percent
                        FROM regression_metric h JOIN compared c ON c.id = h.comparison_id
                        JOIN platform p ON p.id = h.platform_id
                        JOIN metric x ON x.id = h.metric_id JOIN benchmark e ON e.id = x.benchmark_id
                        CROSS JOIN LATERAL (
                            SELECT change_percent FROM comparison_metric m
                            WHERE m.comparison_id = h.comparison_id AND m.metric_id = h.metric_id OFFSET 0) m
                        WHERE h.regression_id = ANY (:ids) AND (NOT c.again OR NOT EXISTS (
                            SELECT FROM comparison later JOIN comparison_metric lm ON lm.comparison_id = later.id AND lm.metric_id = h.metric_id
                            WHERE later.candidate_kernel_id = c.candidate_kernel_id AND later.platform_id = c.platform_id
                            AND later.base_kernel_id = c.base_kernel_id AND later.id > c.id))""")
                        .param("ids", ids.toArray(Long[]::new))
                        .query((row, number) -> new Standing(
                                row.getLong("regression_id"),
                                new Impact.Call(
                                        row.getString("platform"),
                                        row.getString("metric"),
                                        number(row, "change_percent"))))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(
                        Standing::regression, Collectors.mapping(Standing::call, Collectors.toList())));
    }

    private Map<Long, List<RegressionRow.Call>> calls(Collection<Long> ids) {
        record Held(long regression, RegressionRow.Call call) {}
        Map<Long, List<RegressionRow.Call>> calls = new LinkedHashMap<>();
        // in one transaction, because the setting is for it alone: the plan for any number of ids joins hundreds of
        // them slowly
        database.write(jdbc -> {
                    jdbc.sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
                    return jdbc.sql("""
                        SELECT * FROM regression_call WHERE regression_id = ANY (?)
                        ORDER BY regression_id, comparison_id DESC, benchmark, metric""")
                            .param(ids.toArray(Long[]::new))
                            .query((row, number) -> new Held(row.getLong("regression_id"), call(row)))
                            .list();
                })
                .forEach(held -> calls.computeIfAbsent(held.regression(), id -> new ArrayList<>())
                        .add(held.call()));
        return calls;
    }

    /** What happened to one, the newest first. */
    public List<RegressionRow.Event> events(long id) {
        return database.read(
                jdbc -> jdbc.sql("SELECT * FROM regression_event WHERE regression_id = ? ORDER BY version DESC")
                        .param(id)
                        .query(RegressionStore::event)
                        .list());
    }

    /** Bisections of one, the newest first. */
    public List<Long> bisections(long id) {
        return database.read(jdbc -> jdbc.sql(
                        "SELECT bisection_id FROM regression_bisection WHERE regression_id = ? ORDER BY bisection_id DESC")
                .param(id)
                .query(Long.class)
                .list());
    }

    /** Those that are duplicates of one. */
    public List<Long> duplicates(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE duplicate_of = ? ORDER BY id")
                .param(id)
                .query(Long.class)
                .list());
    }

    private static RegressionRow row(ResultSet row, int number) throws SQLException {
        return new RegressionRow(
                row.getLong("id"),
                row.getLong("base_kernel_id"),
                row.getString("base"),
                row.getLong("candidate_kernel_id"),
                row.getString("candidate"),
                RegressionState.valueOf(row.getString("state")),
                row.getInt("version"),
                moment(row, "created_at"),
                moment(row, "updated_at"),
                optional(row, "duplicate_of"),
                optional(row, "bisection_id"));
    }

    private static RegressionRow.Call call(ResultSet row) throws SQLException {
        OptionalDouble low = number(row, "ci_low_percent");
        OptionalDouble high = number(row, "ci_high_percent");
        return new RegressionRow.Call(
                row.getLong("comparison_id"),
                optional(row, "experiment_id"),
                row.getString("platform"),
                row.getString("benchmark"),
                row.getString("metric"),
                number(row, "change_percent"),
                low.isPresent() && high.isPresent()
                        ? Optional.of(new Interval(low.getAsDouble(), high.getAsDouble()))
                        : Optional.empty(),
                number(row, "q"),
                row.getInt("base_boots"),
                row.getInt("candidate_boots"),
                moment(row, "judged_at"),
                row.getString("rule_version"),
                row.getBoolean("newest"));
    }

    private static RegressionRow.Event event(ResultSet row, int number) throws SQLException {
        return new RegressionRow.Event(
                row.getInt("version"),
                moment(row, "at"),
                row.getString("who"),
                row.getString("what"),
                Optional.ofNullable(row.getString("from_state")).map(RegressionState::valueOf),
                RegressionState.valueOf(row.getString("to_state")),
                row.getString("note"));
    }

    static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
