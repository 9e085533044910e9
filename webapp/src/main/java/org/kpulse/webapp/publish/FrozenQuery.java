package org.kpulse.webapp.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.webapp.publish.Publication.Frozen;
import org.kpulse.webapp.publish.Publication.Judged;
import org.kpulse.webapp.publish.Publication.Side;

/** Frozen comparisons with all their metrics. */
final class FrozenQuery {

    private static final Comparator<Judged> BY_SIGNIFICANCE = Comparator.comparingDouble(
                    (Judged metric) -> metric.q().orElse(2))
            .thenComparingDouble(metric -> -Math.abs(metric.change().orElse(0)))
            .thenComparing(Judged::benchmark)
            .thenComparing(Judged::metric);

    private final Database database;

    FrozenQuery(Database database) {
        this.database = database;
    }

    /** Of the kernels of a regression: the newest of each platform, and those whose calls stand. */
    List<Frozen> of(HeldRegression held) {
        Long[] called = held.standing().stream()
                .map(RegressionRow.Call::comparison)
                .distinct()
                .toArray(Long[]::new);
        return database.read(jdbc -> jdbc.sql("""
                        SELECT c.*, p.name AS platform FROM comparison c JOIN platform p ON p.id = c.platform_id
                        WHERE c.id = ANY (?) OR c.id IN (
                            SELECT max(id) FROM comparison WHERE base_kernel_id = ? AND candidate_kernel_id = ? GROUP BY platform_id)""")
                .param(called)
                .params(held.row().baseId(), held.row().candidateId())
                .query((row, number) -> new Frozen(
                        row.getLong("id"),
                        row.getString("platform"),
                        row.getLong("base_kernel_id"),
                        row.getLong("candidate_kernel_id"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("rule_version"),
                        number(row, "index_value"),
                        interval(row, "index_low", "index_high"),
                        jdbc.sql("""
                                SELECT m.*, x.name, x.unit, x.direction, b.name AS benchmark FROM comparison_metric m
                                JOIN metric x ON x.id = m.metric_id JOIN benchmark b ON b.id = x.benchmark_id
                                WHERE m.comparison_id = ?""").param(row.getLong("id")).query((metric, at) -> judged(metric)).list().stream()
                                .sorted(BY_SIGNIFICANCE)
                                .toList()))
                .list());
    }

    private static Judged judged(ResultSet row) throws SQLException {
        return new Judged(
                row.getString("benchmark"),
                row.getString("name"),
                row.getString("unit"),
                row.getString("direction").startsWith("lower"),
                new Side(row.getDouble("base_mean"), row.getInt("base_boots")),
                new Side(row.getDouble("candidate_mean"), row.getInt("candidate_boots")),
                number(row, "change_percent"),
                interval(row, "ci_low_percent", "ci_high_percent"),
                number(row, "q"),
                number(row, "mde_percent"),
                row.getString("verdict"));
    }

    private static Optional<Interval> interval(ResultSet row, String low, String high) throws SQLException {
        OptionalDouble bottom = number(row, low);
        OptionalDouble top = number(row, high);
        return bottom.isPresent() && top.isPresent()
                ? Optional.of(new Interval(bottom.getAsDouble(), top.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
