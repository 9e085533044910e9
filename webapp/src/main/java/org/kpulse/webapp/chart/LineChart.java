package org.kpulse.webapp.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.kpulse.harness.report.Numbers;

/** Values in an order, with the band of their intervals and a line to compare with; and the same very small. */
public final class LineChart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 220;
    private static final int LEFT = 52;
    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int LONGEST = 41;
    private static final int BOTTOM = 28;
    private static final int SPARK_WIDTH = 180;
    private static final int SPARK_HEIGHT = 32;

    private LineChart() {}

    /**
     * With axis and band.
     *
     * @param name what it shows, in words
     * @param points from left to right, at least one
     * @param reference height of the line to compare with
     */
    public static Drawing of(String name, List<LinePoint> points, double reference) {
        Svg svg = new Svg("line", WIDTH, HEIGHT, name);
        Scale y = scale(points, reference, HEIGHT - (double) BOTTOM, TOP);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), WIDTH - (double) RIGHT, y.at(tick));
            svg.text("end", LEFT - 6.0, y.at(tick) + 4, Numbers.value(tick));
        }
        svg.line("reference", LEFT, y.at(reference), WIDTH - (double) RIGHT, y.at(reference));
        double[] x = places(points.size(), LEFT + 8.0, WIDTH - (double) RIGHT - 8);
        band(svg, points, x, y);
        svg.polyline("value", corners(points, x, y));
        for (int i = 0; i < points.size(); i++) {
            LinePoint point = points.get(i);
            svg.circle("point", x[i], y.at(point.value()), points.size() > 60 ? 1.5 : 3, said(point));
        }
        svg.text("start", LEFT, HEIGHT - 8.0, Svg.shortened(points.get(0).label(), LONGEST));
        if (points.size() > 1) {
            svg.text(
                    "end",
                    WIDTH - (double) RIGHT,
                    HEIGHT - 8.0,
                    Svg.shortened(points.get(points.size() - 1).label(), LONGEST));
        }
        return svg.drawn();
    }

    /** Without axis and band, for one look: the last value has a dot. */
    public static Drawing sparkline(String name, List<LinePoint> points, double reference) {
        Svg svg = new Svg("spark", SPARK_WIDTH, SPARK_HEIGHT, name);
        double[] values = DoubleStream.concat(points.stream().mapToDouble(LinePoint::value), DoubleStream.of(reference))
                .toArray();
        Scale y = Scale.around(values, SPARK_HEIGHT - 4.0, 4);
        double[] x = places(points.size(), 4, SPARK_WIDTH - 4.0);
        svg.line("reference", 0, y.at(reference), SPARK_WIDTH, y.at(reference));
        svg.polyline("value", corners(points, x, y));
        int last = points.size() - 1;
        svg.circle("point", x[last], y.at(points.get(last).value()), 3);
        return svg.drawn();
    }

    private static Scale scale(List<LinePoint> points, double reference, double from, double to) {
        DoubleStream.Builder all = DoubleStream.builder().add(reference);
        for (LinePoint point : points) {
            all.add(point.value());
            point.interval().ifPresent(i -> all.add(i.low()).add(i.high()));
        }
        return Scale.around(all.build().toArray(), from, to);
    }

    /** Evenly from left to right; one alone in the middle. */
    private static double[] places(int points, double from, double to) {
        if (points == 0) {
            throw new IllegalArgumentException("A line needs a point.");
        }
        double[] x = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = points == 1 ? (from + to) / 2 : from + (to - from) * i / (points - 1);
        }
        return x;
    }

    private static double[] corners(List<LinePoint> points, double[] x, Scale y) {
        double[] corners = new double[2 * x.length];
        for (int i = 0; i < x.length; i++) {
            corners[2 * i] = x[i];
            corners[2 * i + 1] = y.at(points.get(i).value());
        }
        return corners;
    }

    /** An area over each stretch of points that have intervals; a bar where one has it alone. */
    private static void band(Svg svg, List<LinePoint> points, double[] x, Scale y) {
        List<Integer> stretch = new ArrayList<>();
        for (int i = 0; i <= points.size(); i++) {
            if (i < points.size() && points.get(i).interval().isPresent()) {
                stretch.add(i);
                continue;
            }
            if (stretch.size() == 1) {
                int only = stretch.get(0);
                points.get(only)
                        .interval()
                        .ifPresent(ci -> svg.line("ci", x[only], y.at(ci.low()), x[only], y.at(ci.high())));
            } else if (stretch.size() > 1) {
                svg.polygon("band", outline(points, stretch, x, y));
            }
            stretch.clear();
        }
    }

    private static double[] outline(List<LinePoint> points, List<Integer> stretch, double[] x, Scale y) {
        int n = stretch.size();
        double[] corners = new double[4 * n];
        for (int k = 0; k < n; k++) {
            int i = stretch.get(k);
            var ci = points.get(i).interval().orElseThrow();
            corners[2 * k] = x[i];
            corners[2 * k + 1] = y.at(ci.high());
            int back = 4 * n - 2 - 2 * k;
            corners[back] = x[i];
            corners[back + 1] = y.at(ci.low());
        }
        return corners;
    }

    private static String said(LinePoint point) {
        return point.label() + ": " + Numbers.value(point.value())
                + point.interval()
                        .map(i -> " [" + Numbers.value(i.low()) + ", " + Numbers.value(i.high()) + "]")
                        .orElse("");
    }
}
