package org.kpulse.webapp.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.changepoint.ChangeKind;
import org.kpulse.analysis.changepoint.Finding;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.LinePoint;
import org.kpulse.webapp.chart.SeriesChart;
import org.kpulse.webapp.series.Series.Point;
import org.kpulse.webapp.series.SeriesQuery.Kernel;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.Visible;

/** A part of a series as picture and table. */
final class SeriesView {

    private static final String RESET = "not comparable without care: another guest image or emulator from here on";

    /** Column of the interval's lower end; the change stands before it, the mean before that, what happened and annotations after the upper end. */
    private static final int LOW = 6;

    private final Series series;
    private final SeriesWords words;
    private final String unit;
    private final List<Integer> places;
    private final OptionalInt pin;
    private final Map<Long, String> annotations;

    /**
     * Of a series.
     *
     * @param places those that are shown
     * @param pin the place that is pinned, if one is; it need not be shown
     * @param annotations in the order in which they were made
     */
    SeriesView(
            Series series,
            SeriesWords words,
            String unit,
            List<Integer> places,
            OptionalInt pin,
            List<Annotation> annotations) {
        this.series = series;
        this.words = words;
        this.unit = unit;
        this.places = List.copyOf(places);
        this.pin = pin;
        this.annotations = annotations.stream()
                .collect(Collectors.groupingBy(
                        Annotation::kernelId, Collectors.mapping(Annotation::said, Collectors.joining("; "))));
    }

    /** The picture; empty when nothing shown has a value. */
    Optional<Drawing> drawing(String name) {
        List<SeriesChart.Place> drawn = drawn();
        return drawn.stream().allMatch(p -> p.point().isEmpty())
                ? Optional.empty()
                : Optional.of(SeriesChart.of(name, drawn, noted()));
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

    private List<SeriesChart.Noted> noted() {
        List<SeriesChart.Noted> noted = new ArrayList<>();
        for (int k = 0; k < places.size(); k++) {
            int place = places.get(k);
            @Nullable
            String said = annotations.get(series.points().get(place).kernel().id());
            if (said != null) {
                noted.add(new SeriesChart.Noted(k, new SeriesChart.Mark("annotation", "✎", said)));
            }
            if (pin.isPresent() && pin.getAsInt() == place) {
                noted.add(new SeriesChart.Noted(
                        k,
                        new SeriesChart.Mark(
                                "pin",
                                "▲",
                                "pinned: " + series.points().get(place).kernel().ref())));
            }
        }
        return noted;
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
                        .orElse(point.newSetting() ? Cell.of(RESET).marked("long") : Cell.NONE),
                Optional.ofNullable(annotations.get(point.kernel().id()))
                        .map(said -> Cell.of(said).marked("long"))
                        .orElse(Cell.NONE));
    }

    /**
     * A kernel that is pinned, in words.
     *
     * @param words its values and what happened
     * @param compare where it is compared with the kernel before that has a value; null if there is none
     */
    record Pinned(
            long id, String kernel, String words, @Nullable String compare) {}

    /** A place, whether it is shown or not. */
    Pinned pinned(int place, String platform) {
        List<Cell> row = row(place);
        Kernel kernel = series.points().get(place).kernel();
        String interval = row.get(LOW).value() == null
                ? ""
                : " [" + row.get(LOW).text() + ", " + row.get(LOW + 1).text() + "]";
        String note = said(row.get(LOW + 2), "; ") + said(row.get(LOW + 3), "; ✎ ");
        @Nullable String compare = null;
        for (int i = place - 1; i >= 0 && compare == null; i--) {
            Point before = series.points().get(i);
            if (before.change().isPresent()) {
                compare = Query.NONE
                        .with("platform", platform)
                        .with("base", String.valueOf(before.kernel().id()))
                        .with("candidate", String.valueOf(kernel.id()))
                        .behind("/compare");
            }
        }
        return new Pinned(
                kernel.id(),
                Visible.of(kernel.ref()),
                row.get(LOW - 1).text() + interval + ", mean "
                        + row.get(LOW - 2).text() + ", " + kernel.boots()
                        + (kernel.boots() == 1 ? " boot" : " boots") + ", first seen "
                        + row.get(2).text() + note,
                compare);
    }

    private static String said(Cell cell, String before) {
        return cell.value() == null ? "" : before + cell.text();
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
                Column.text("note", "What happened"),
                Column.text("annotations", "Annotations")
                        .explained("What people said of the kernel, with who and when."));
    }
}
