package org.kpulse.webapp.machines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.noise.CanaryPoint;
import org.kpulse.analysis.noise.CanaryTrend;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.store.CanarySeries;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.LineChart;
import org.kpulse.webapp.chart.LinePoint;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.Visible;

/** What canaries say of the machines, as a table and as lines; pure. */
final class CanaryTables {

    /** Nights of a series that are shown, the newest. */
    private static final int NIGHTS = 40;

    private static final List<Column> NIGHT = List.of(
            Column.text("host", "Host"),
            Column.text("platform", "Platform"),
            Column.text("canary", "Canary").explained("The kernel, the same one every night."),
            Column.text("suite", "Suite"),
            Column.text("at", "Measured").explained("UTC."),
            Column.number("speed_percent", "Speed")
                    .explained(
                            "Of all metrics together, weighted by how steady they are, against the nights before; below 0 is slower."),
            Column.number("expected_low_percent", "Expected from")
                    .explained("A machine that is as it was lies outside in one night of a thousand."),
            Column.number("expected_high_percent", "to"),
            Column.text("says", "It says"),
            Column.number("nights_before", "Nights before")
                    .explained("Those that had not drifted, at most " + CanaryTrend.MEMORY + "."),
            Column.number("metrics", "Metrics"),
            Column.number("experiment", "Experiment"));

    private CanaryTables() {}

    /**
     * A series as a line.
     *
     * @param says who it is of and what its last night says
     */
    record CanaryView(Drawing line, String says) {}

    /** The newest night first within each series. */
    static Table nights(List<CanarySeries> all) {
        List<List<Cell>> rows = new ArrayList<>();
        for (CanarySeries series : all) {
            List<CanaryPoint> trend = series.trend();
            for (int i = trend.size() - 1; i >= Math.max(0, trend.size() - NIGHTS); i--) {
                rows.add(row(series, series.nights().get(i), trend.get(i)));
            }
        }
        return new Table("What the canaries said, at most " + NIGHTS + " nights of each", NIGHT, rows);
    }

    private static List<Cell> row(CanarySeries series, CanarySeries.Night night, CanaryPoint point) {
        return List.of(
                Cell.of(series.host()),
                Cell.of(series.platform() + " (No. " + series.platformId() + ")"),
                Cell.of(series.kernel())
                        .to(Query.NONE
                                .with("kernel", series.kernel())
                                .with("platform", series.platform())
                                .behind("/runs")),
                Cell.of(series.suite()),
                Shown.time(night.at()),
                Shown.change(point.percent()),
                Shown.change(bound(point.expected().map(Interval::low))),
                Shown.change(bound(point.expected().map(Interval::high))),
                point.drifted() ? Cell.of("drifted").marked("failed") : Cell.of(word(point)),
                Cell.of(point.earlier()),
                Cell.of(point.metrics()),
                Cell.of(night.experiment()));
    }

    private static String word(CanaryPoint point) {
        if (point.metrics() == 0) {
            return "nothing was measured";
        }
        return point.expected().isPresent() ? "as before" : "too few nights yet";
    }

    private static OptionalDouble bound(Optional<Double> bound) {
        return bound.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** Each series that has two nights, as a line around 0. */
    static List<CanaryView> lines(List<CanarySeries> all) {
        List<CanaryView> views = new ArrayList<>();
        for (CanarySeries series : all) {
            List<CanaryPoint> trend = series.trend();
            List<LinePoint> points = new ArrayList<>();
            for (int i = Math.max(0, trend.size() - NIGHTS); i < trend.size(); i++) {
                CanaryPoint point = trend.get(i);
                if (point.percent().isPresent()) {
                    points.add(new LinePoint(
                            series.nights().get(i).at().toString(),
                            point.percent().getAsDouble(),
                            point.expected()));
                }
            }
            if (!points.isEmpty()) {
                views.add(new CanaryView(
                        LineChart.sparkline(
                                "Speed of the canary on " + Visible.of(series.platform()) + " of "
                                        + Visible.of(series.host()) + " in " + points.size()
                                        + " nights, percent against those before",
                                points,
                                0),
                        says(series, trend.get(trend.size() - 1))));
            }
        }
        return views;
    }

    private static String says(CanarySeries series, CanaryPoint last) {
        return String.format(
                Locale.ROOT,
                "%s on %s, %s by %s: %s, %s%s",
                Visible.of(series.platform()),
                Visible.of(series.host()),
                Visible.of(series.kernel()),
                Visible.of(series.suite()),
                last.drifted() ? "drifted" : word(last),
                Numbers.change(last.percent()),
                last.expected()
                        .map(expected -> ", " + Numbers.interval(expected) + " expected")
                        .orElse(""));
    }
}
