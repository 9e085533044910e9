package org.kpulse.webapp.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.report.Numbers;

/** A long line of changes in percent: gaps where nothing was measured, a band, and marks where something happened. */
public final class SeriesChart {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 300;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int TOP = 16;
    private static final int LONGEST = 41;
    private static final int SIGN = 14;
    private static final int BOTTOM = 30;
    /** More would only be a blot, and weigh. */
    private static final int MOST_DOTS = 300;

    private SeriesChart() {}

    /**
     * One place along the line.
     *
     * @param point empty where nothing was measured
     * @param mark what happened between the place before and this one; empty for most
     */
    public record Place(String label, Optional<LinePoint> point, Optional<Mark> mark) {}

    /**
     * What is marked.
     *
     * @param style class of the style sheet
     * @param sign one character that says the same without colour
     * @param said when it is pointed at
     */
    public record Mark(String style, String sign, String said) {}

    /**
     * What somebody marked at a place itself; its sign stands at the bottom.
     *
     * @param place its position
     */
    public record Noted(int place, Mark mark) {}

    /**
     * The picture.
     *
     * @param name what it shows, in words
     * @param places from left to right, at least one with a point
     * @param noted those at one place stand one above the other
     */
    public static Drawing of(String name, List<Place> places, List<Noted> noted) {
        Svg svg = new Svg("line series", WIDTH, HEIGHT, name);
        Interval axis = axis(places);
        Scale y = new Scale(axis.low(), axis.high(), HEIGHT - (double) BOTTOM, TOP);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), WIDTH - (double) RIGHT, y.at(tick));
            svg.text("end", LEFT - 6.0, y.at(tick) + 4, plain(tick) + " %");
        }
        svg.line("reference", LEFT, y.at(0), WIDTH - (double) RIGHT, y.at(0));
        Scale x = new Scale(-0.5, places.size() - 0.5, LEFT, WIDTH - (double) RIGHT);
        marks(svg, places, x);
        noted(svg, noted, x);
        for (List<Integer> stretch : stretches(places)) {
            stretch(svg, places, stretch, x, y);
        }
        svg.text("start", LEFT, HEIGHT - 8.0, Svg.shortened(places.get(0).label(), LONGEST));
        if (places.size() > 1) {
            svg.text(
                    "end",
                    WIDTH - (double) RIGHT,
                    HEIGHT - 8.0,
                    Svg.shortened(places.get(places.size() - 1).label(), LONGEST));
        }
        return svg.drawn();
    }

    private static void marks(Svg svg, List<Place> places, Scale x) {
        for (int i = 0; i < places.size(); i++) {
            double at = x.at(i - 0.5);
            places.get(i).mark().ifPresent(mark -> {
                svg.line("mark " + mark.style(), at, TOP, at, HEIGHT - (double) BOTTOM);
                svg.text("middle", at, TOP - 4.0, mark.sign(), mark.said());
            });
        }
    }

    private static void noted(Svg svg, List<Noted> noted, Scale x) {
        Map<Integer, Integer> signs = new HashMap<>();
        for (Noted each : noted) {
            double at = x.at(each.place());
            int below = signs.merge(each.place(), 1, Integer::sum) - 1;
            if (below == 0) {
                svg.line("mark " + each.mark().style(), at, TOP, at, HEIGHT - (double) BOTTOM);
            }
            svg.text(
                    "middle",
                    at,
                    HEIGHT - BOTTOM - 4.0 - SIGN * below,
                    each.mark().sign(),
                    each.mark().said());
        }
    }

    private static void stretch(Svg svg, List<Place> places, List<Integer> stretch, Scale x, Scale y) {
        List<LinePoint> points =
                stretch.stream().map(i -> places.get(i).point().orElseThrow()).toList();
        boolean banded = points.stream().allMatch(p -> p.interval().isPresent());
        if (banded && points.size() > 1) {
            svg.polygon("band", outline(points, stretch, x, y));
        }
        double[] corners = new double[2 * points.size()];
        for (int k = 0; k < points.size(); k++) {
            corners[2 * k] = x.at(stretch.get(k));
            corners[2 * k + 1] = y.at(points.get(k).value());
        }
        if (points.size() > 1) {
            svg.polyline("value", corners);
        }
        for (int k = 0; k < points.size(); k++) {
            LinePoint point = points.get(k);
            double at = corners[2 * k];
            if (banded && points.size() == 1) {
                point.interval().ifPresent(ci -> svg.line("ci", at, y.at(ci.low()), at, y.at(ci.high())));
            }
            if (places.size() <= MOST_DOTS || points.size() == 1) {
                svg.circle("point", at, corners[2 * k + 1], places.size() > 60 ? 2 : 3, said(point));
            }
        }
    }

    private static double[] outline(List<LinePoint> points, List<Integer> stretch, Scale x, Scale y) {
        int n = points.size();
        double[] corners = new double[4 * n];
        for (int k = 0; k < n; k++) {
            var ci = points.get(k).interval().orElseThrow();
            corners[2 * k] = x.at(stretch.get(k));
            corners[2 * k + 1] = y.at(ci.high());
            int back = 4 * n - 2 - 2 * k;
            corners[back] = x.at(stretch.get(k));
            corners[back + 1] = y.at(ci.low());
        }
        return corners;
    }

    /** Neighbours that were measured. */
    private static List<List<Integer>> stretches(List<Place> places) {
        List<List<Integer>> stretches = new ArrayList<>();
        List<Integer> now = new ArrayList<>();
        for (int i = 0; i <= places.size(); i++) {
            if (i < places.size() && places.get(i).point().isPresent()) {
                now.add(i);
            } else if (!now.isEmpty()) {
                stretches.add(List.copyOf(now));
                now.clear();
            }
        }
        return stretches;
    }

    /**
     * The ends of the axis: all values and 0, and of the intervals what does not make these small. An interval that goes on beyond ends at the
     * edge of the picture.
     */
    static Interval axis(List<Place> places) {
        double[] values = DoubleStream.concat(
                        DoubleStream.of(0),
                        places.stream().flatMap(p -> p.point().stream()).mapToDouble(LinePoint::value))
                .toArray();
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(0);
        List<Interval> intervals = places.stream()
                .flatMap(p -> p.point().stream())
                .flatMap(p -> p.interval().stream())
                .toList();
        double[] widths =
                intervals.stream().mapToDouble(i -> i.high() - i.low()).sorted().toArray();
        double room = Math.max((high - low) / 2, widths.length == 0 ? 0 : 2 * widths[widths.length / 2]);
        double lowest = intervals.stream().mapToDouble(Interval::low).min().orElse(low);
        double highest = intervals.stream().mapToDouble(Interval::high).max().orElse(high);
        Scale around = Scale.around(
                new double[] {low, high, Math.max(low - room, lowest), Math.min(high + room, highest)}, 1, 0);
        return new Interval(around.low(), around.high());
    }

    /** A round number without more digits than it needs. */
    private static String plain(double tick) {
        BigDecimal rounded = new BigDecimal(tick).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(tick) < 1e-9 ? "0" : rounded.toPlainString();
    }

    private static String said(LinePoint point) {
        return point.label() + ": " + Numbers.change(OptionalDouble.of(point.value()))
                + point.interval().map(i -> " " + Numbers.interval(i)).orElse("");
    }
}
