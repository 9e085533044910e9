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
import org.kpulse.analysis.Interval;
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

    /** Those in these states, the last to be active first. */
    private List<RegressionRow> list(Collection<RegressionState> states, int limit) {
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
    public List<HeldRegression> byImpact(Collection<RegressionState> states, int limit) {
        List<RegressionRow> rows = list(states, limit);
        Map<Long, List<RegressionRow.Call>> calls =
                calls(rows.stream().map(RegressionRow::id).toList());
        record Weighed(HeldRegression held, double impact) {}
        return rows.stream()
                .map(row -> new HeldRegression(row, calls.getOrDefault(row.id(), List.of())))
                .map(held -> new Weighed(held, held.impact()))
                .sorted(Comparator.comparingDouble(weighed -> -weighed.impact()))
                .map(Weighed::held)
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
        List<RegressionRow> rows =
                database.read(jdbc -> jdbc.sql(ALL + "WHERE r.state = ANY (?) AND r.id < ? ORDER BY r.id DESC LIMIT ?")
                        .param(states.stream().map(Enum::name).toArray(String[]::new))
                        .params(before, limit)
                        .query(RegressionStore::row)
                        .list());
        Map<Long, List<RegressionRow.Call>> calls =
                calls(rows.stream().map(RegressionRow::id).toList());
        return rows.stream()
                .map(row -> new HeldRegression(row, calls.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** The regression with this id and what it holds. */
    public Optional<HeldRegression> held(long id) {
        return find(id).map(row -> new HeldRegression(row, calls(List.of(id)).getOrDefault(id, List.of())));
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
