package org.kpulse.webapp.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kpulse.analysis.Interval;
import org.kpulse.webapp.index.IndexQuery.Point;
import org.kpulse.webapp.index.IndexQuery.Series;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Table;

/** Indices as a table; pure. */
public final class IndexTables {

    private static final List<Column> COLUMNS = List.of(
            Column.text("platform", "Platform"),
            Column.text("kernel", "Kernel"),
            Column.text("base", "Base"),
            Column.number("index", "Index")
                    .explained("Weighted geometric mean of the ratios to the base, which is 100; higher is better."),
            Column.number("ci_low", "95 % from"),
            Column.number("ci_high", "to"),
            Column.text("standing", "By its interval"));

    private IndexTables() {}

    /** Of these series, each newest kernel first. */
    public static Table of(String caption, List<Series> all) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Series series : all) {
            List<Point> points = series.points();
            for (int i = points.size() - 1; i >= 0; i--) {
                rows.add(row(series, points.get(i)));
            }
        }
        return new Table(
                caption + ", the newest first", COLUMNS, rows, all.stream().anyMatch(Series::more));
    }

    private static List<Cell> row(Series series, Point point) {
        String name = series.platform().platform().name();
        String style = point.interval()
                .map(i -> i.high() < IndexWords.BASE ? "regression" : i.low() > IndexWords.BASE ? "improvement" : "")
                .orElse("");
        return List.of(
                Cell.of(name),
                Cell.of(point.ref())
                        .to("/compare?base=" + series.base().id() + "&candidate=" + point.kernelId() + "&platform="
                                + name),
                Cell.of(series.base().ref()),
                number(Optional.of(point.value())),
                number(point.interval().map(Interval::low)),
                number(point.interval().map(Interval::high)),
                Cell.of(IndexWords.standing(point.interval())).marked(style));
    }

    private static Cell number(Optional<Double> value) {
        return value.map(v -> Cell.of(v, String.format(Locale.ROOT, "%.2f", v))).orElse(Cell.NONE);
    }
}
