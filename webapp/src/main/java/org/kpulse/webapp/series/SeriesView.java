package org.kpulse.webapp.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.changepoint.ChangeKind;
import org.kpulse.analysis.changepoint.Finding;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.LinePoint;
import org.kpulse.webapp.chart.SeriesChart;
import org.kpulse.webapp.series.Series.Point;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** A part of a series as picture and table. */
final class SeriesView {

    private static final String RESET = "not comparable without care: another guest image or emulator from here on";

    private final Series series;
    private final SeriesWords words;
    private final String unit;
    private final List<Integer> places;

    SeriesView(Series series, SeriesWords words, String unit, List<Integer> places) {
        this.series = series;
        this.words = words;
        this.unit = unit;
        this.places = List.copyOf(places);
    }

    /** The picture; empty when nothing shown has a value. */
    Optional<Drawing> drawing(String name) {
        List<SeriesChart.Place> drawn = drawn();
        return drawn.stream().allMatch(p -> p.point().isEmpty())
                ? Optional.empty()
                : Optional.of(SeriesChart.of(name, drawn));
    }

    private List<SeriesChart.Place> drawn() {
        List<SeriesChart.Place> drawn = new ArrayList<>();
        for (int i : places) {
            Point point = series.points().get(i);
            String kernel = point.kernel().ref();
            drawn.add(new SeriesChart.Place(
                    kernel,
                    point.change().map(change -> new LinePoint(kernel, change.percent(), change.interval())),
                    mark(i)));
        }
        return drawn;
    }

    private Optional<SeriesChart.Mark> mark(int place) {
        return words.at(place)
                .map(f -> new SeriesChart.Mark(SeriesWords.style(f), sign(f), words.said(f)))
                .or(() -> series.points().get(place).newSetting()
                        ? Optional.of(new SeriesChart.Mark("setting", "◇", RESET))
                        : Optional.empty());
    }

    private static String sign(Finding finding) {
        return finding.kind() == ChangeKind.OUTLIER ? "○" : finding.size() < 0 ? "✗" : "✓";
    }

    /** The newest kernel first; at most so many rows. */
    Table table(int most) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int k = places.size() - 1; k >= 0 && rows.size() < most; k--) {
            rows.add(row(places.get(k)));
        }
        return new Table("Kernels, the newest first", columns(), rows, places.size() > most);
    }

    private List<Cell> row(int place) {
        Point point = series.points().get(place);
        Optional<Interval> interval = point.change().flatMap(Series.Change::interval);
        Optional<Finding> finding = words.at(place);
        return List.of(
                Cell.of(point.kernel().id()),
                Cell.of(point.kernel().ref()).to("/kernels/" + point.kernel().id()),
                Shown.time(point.kernel().firstSeen()),
                Cell.of(point.kernel().boots()),
                point.kernel().mean().isPresent()
                        ? Shown.value(point.kernel().mean().getAsDouble())
                        : Cell.NONE,
                change(point.change().map(Series.Change::percent)),
                change(interval.map(Interval::low)),
                change(interval.map(Interval::high)),
                finding.map(f -> Cell.of(words.said(f)).marked(SeriesWords.style(f) + " long"))
                        .orElse(point.newSetting() ? Cell.of(RESET).marked("long") : Cell.NONE));
    }

    private static Cell change(Optional<Double> percent) {
        return Shown.change(percent.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    private List<Column> columns() {
        return List.of(
                Column.number("kernel_id", "No."),
                Column.text("kernel", "Kernel"),
                Column.text("first_seen", "First seen"),
                Column.number("boots", "Boots"),
                Column.number("mean", "Mean, " + unit).explained("Of the boots' means."),
                Column.number("change_percent", "Change")
                        .explained("Of the boots' mean logarithms against the kernel that all are compared with."),
                Column.number("low_percent", "95 % from")
                        .explained("Interval of this kernel's own mean; the kernel compared with is taken as it is."),
                Column.number("high_percent", "to"),
                Column.text("note", "What happened"));
    }
}
