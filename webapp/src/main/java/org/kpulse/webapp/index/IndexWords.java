package org.kpulse.webapp.index;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kpulse.analysis.Interval;
import org.kpulse.webapp.chart.LinePoint;
import org.kpulse.webapp.index.IndexQuery.Point;
import org.kpulse.webapp.index.IndexQuery.Series;
import org.kpulse.webapp.table.Visible;

/** Indices in sentences; pure. */
public final class IndexWords {

    /** What every index is compared with. */
    public static final double BASE = 100;

    private IndexWords() {}

    /** The newest index, how sure, and the one before. */
    public static String last(Series series) {
        Point last = series.last();
        String before = series.points().size() < 2
                ? "; it is the only one so far"
                : String.format(
                        Locale.ROOT,
                        "; the kernel before it had %.2f",
                        series.points().get(series.points().size() - 2).value());
        return String.format(
                Locale.ROOT,
                "%s is at %.2f%s against %s = 100: %s%s.",
                Visible.of(last.ref()),
                last.value(),
                interval(last.interval()),
                Visible.of(series.base().ref()),
                standing(last.interval()),
                before);
    }

    /** How many of a series are told apart from the base, and the lowest. */
    public static String all(Series series) {
        long worse = series.points().stream()
                .filter(p -> p.interval().filter(i -> i.high() < BASE).isPresent())
                .count();
        long better = series.points().stream()
                .filter(p -> p.interval().filter(i -> i.low() > BASE).isPresent())
                .count();
        int n = series.points().size();
        return String.format(
                Locale.ROOT,
                "Of %d %s %d %s worse than the base and %d better, by their 95 %% intervals one by one.",
                n,
                n == 1 ? "kernel" : "kernels",
                worse,
                worse == 1 ? "is" : "are",
                better);
    }

    static String standing(Optional<Interval> interval) {
        return interval.map(i -> i.low() > BASE
                        ? "better than the base"
                        : i.high() < BASE ? "worse than the base" : "not told apart from the base")
                .orElse("too few boots to tell it from the base");
    }

    static String interval(Optional<Interval> interval) {
        return interval.map(i -> String.format(Locale.ROOT, " [%.2f, %.2f]", i.low(), i.high()))
                .orElse("");
    }

    /** For a chart. */
    public static List<LinePoint> points(Series series) {
        return series.points().stream()
                .map(p -> new LinePoint(p.ref(), p.value(), p.interval()))
                .toList();
    }
}
