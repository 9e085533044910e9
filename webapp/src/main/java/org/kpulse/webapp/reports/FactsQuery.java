package org.kpulse.webapp.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.noise.NoiseModel;
import org.kpulse.harness.comparison.PlatformNoise;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.letter.RegressionFacts.Moved;
import org.kpulse.webapp.letter.RegressionFacts.Named;
import org.kpulse.webapp.letter.RegressionFacts.Noise;
import org.kpulse.webapp.letter.RegressionFacts.Place;
import org.kpulse.webapp.letter.RegressionFacts.Side;

/** Looks up what a report of a regression says of kernels, metrics and platforms. */
final class FactsQuery {

    private final Database database;

    FactsQuery(Database database) {
        this.database = database;
    }

    /**
     * What stands of a regression.
     *
     * @param moved the largest change first
     * @param places in the order of their names
     * @param suite of the newest experiment; empty if there is none
     */
    record Standing(List<Moved> moved, List<Place> places, String suite) {}

    /** A call that stands, with the platform that it is of. */
    private record Call(Moved moved, Place place, long platformId, String suite) {}

    Standing standing(long regression) {
        List<Call> calls = database.read(jdbc -> jdbc.sql("""
                        SELECT h.platform, h.benchmark, h.metric, x.unit, x.direction, m.*, c.platform_id, p.kind, p.architecture,
                            p.acceleration, p.cpus, p.memory_mib, p.processor, c.index_value, c.index_low, c.index_high,
                            c.rule_version, s.name AS suite
                        FROM regression_call h JOIN comparison c ON c.id = h.comparison_id
                        JOIN comparison_metric m ON m.comparison_id = h.comparison_id AND m.metric_id = h.metric_id
                        JOIN metric x ON x.id = h.metric_id JOIN platform p ON p.id = c.platform_id
                        LEFT JOIN experiment e ON e.id = c.experiment_id LEFT JOIN suite s ON s.id = e.suite_id
                        WHERE h.regression_id = ? AND h.newest ORDER BY h.comparison_id DESC, h.benchmark, h.metric""")
                .param(regression)
                .query((row, number) -> call(row))
                .list());
        Map<Long, Optional<NoiseModel>> noise = new LinkedHashMap<>();
        calls.forEach(
                call -> noise.computeIfAbsent(call.platformId(), platform -> PlatformNoise.of(database, platform)));
        Map<String, Place> places = new LinkedHashMap<>();
        List<Moved> moved = new ArrayList<>();
        calls.stream().sorted(Comparator.comparing(call -> call.place().name())).forEach(call -> {
            places.putIfAbsent(call.place().name(), call.place());
            moved.add(with(call.moved(), noise.getOrDefault(call.platformId(), Optional.empty())));
        });
        moved.sort(Comparator.comparingDouble((Moved each) -> -size(each.percent())));
        String suite = calls.stream()
                .map(Call::suite)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        return new Standing(moved, List.copyOf(places.values()), suite);
    }

    private static double size(OptionalDouble percent) {
        return percent.isPresent() ? Math.abs(Math.log(Math.max(1e-9, 1 + percent.getAsDouble() / 100))) : 1e9;
    }

    private static Moved with(Moved moved, Optional<NoiseModel> model) {
        Optional<Noise> noise = model.flatMap(known -> known.of(new MetricKey(moved.benchmark(), moved.metric())))
                .map(known -> new Noise(
                        known.cvPercent(), known.range().boots(), known.range().kernels()));
        return new Moved(
                moved.platform(),
                moved.benchmark(),
                moved.metric(),
                moved.unit(),
                moved.lowerIsBetter(),
                moved.base(),
                moved.candidate(),
                moved.percent(),
                moved.interval(),
                moved.q(),
                moved.mde(),
                noise);
    }

    private static Call call(ResultSet row) throws SQLException {
        Moved moved = new Moved(
                row.getString("platform"),
                row.getString("benchmark"),
                row.getString("metric"),
                row.getString("unit"),
                row.getString("direction").startsWith("lower"),
                side(row, "base"),
                side(row, "candidate"),
                number(row, "change_percent"),
                interval(row, "ci_low_percent", "ci_high_percent"),
                number(row, "q"),
                number(row, "mde_percent"),
                Optional.empty());
        String acceleration = row.getString("acceleration");
        Place place = new Place(
                row.getString("platform"),
                row.getString("kind").equals("instructions"),
                row.getString("architecture") + ", " + row.getInt("cpus") + " CPUs, " + row.getInt("memory_mib")
                        + " MiB, "
                        + (acceleration.equals("none") ? "" : "QEMU with " + acceleration + ", ")
                        + row.getString("processor"),
                number(row, "index_value"),
                interval(row, "index_low", "index_high"),
                row.getString("rule_version"));
        return new Call(
                moved,
                place,
                row.getLong("platform_id"),
                Optional.ofNullable(row.getString("suite")).orElse(""));
    }

    private static Side side(ResultSet row, String side) throws SQLException {
        return new Side(row.getDouble(side + "_mean"), number(row, side + "_cv_percent"), row.getInt(side + "_boots"));
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

    /** A kernel by its id. */
    Named kernel(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM kernel WHERE id = ?")
                .param(id)
                .query((row, number) -> new Named(
                        row.getString("ref"),
                        row.getString("release"),
                        text(row, "source_revision"),
                        text(row, "compiler"),
                        text(row, "config_sha256")))
                .single());
    }

    /** The branch that a kernel was first seen on, if a tree is watched; else empty. */
    String branch(String ref) {
        return database.read(
                jdbc -> jdbc.sql("SELECT line FROM sighting WHERE ref = ? AND source LIKE 'git:%' ORDER BY id LIMIT 1")
                        .param(ref)
                        .query(String.class)
                        .optional()
                        .orElse(""));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }
}
