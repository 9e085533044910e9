package org.kpulse.webapp.chart;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.harness.report.Numbers;

/** A change with its interval beside the line of no change; all rows of a table have one scale, so that they can be compared by eye. */
public final class IntervalChart {

    private static final int WIDTH = 140;
    private static final int HEIGHT = 16;
    private static final double[] REACHES = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};
    private static final double COVERED = 0.5;

    private IntervalChart() {}

    /** How far the pictures reach to each side, percent, so that half of the intervals fit; the rest is cut off and has an arrow. More would make those of quiet metrics, which are
     * the ones that are called, too small to be seen. */
    public static double reach(Collection<Interval> intervals) {
        double[] ends = intervals.stream()
                .mapToDouble(i -> Math.max(Math.abs(i.low()), Math.abs(i.high())))
                .sorted()
                .toArray();
        if (ends.length == 0) {
            return 1;
        }
        double wanted = ends[(int) Math.ceil(COVERED * ends.length) - 1];
        return Arrays.stream(REACHES).filter(r -> r >= wanted).findFirst().orElse(REACHES[REACHES.length - 1]);
    }

    /**
     * One row's.
     *
     * @param change percent
     * @param interval of it, percent
     * @param reach of all rows
     * @param style class that says what the verdict is
     */
    public static Drawing of(double change, Interval interval, double reach, String style) {
        Scale x = new Scale(-reach, reach, 6, WIDTH - 6.0);
        double y = HEIGHT / 2.0;
        Svg svg = new Svg("interval " + style, WIDTH, HEIGHT, name(change, interval));
        svg.line("zero", x.at(0), 1, x.at(0), HEIGHT - 1.0);
        svg.line("ci", x.at(interval.low()), y, x.at(interval.high()), y);
        end(svg, interval.low(), x);
        end(svg, interval.high(), x);
        if (Math.abs(change) <= reach) {
            svg.circle("point", x.at(change), y, 3);
        }
        return svg.drawn();
    }

    private static String name(double change, Interval interval) {
        return Numbers.change(OptionalDouble.of(change)) + ", 95 % interval from "
                + Numbers.change(OptionalDouble.of(interval.low())) + " to "
                + Numbers.change(OptionalDouble.of(interval.high()));
    }

    /** A bar where the interval ends, an arrow where the picture does. */
    private static void end(Svg svg, double value, Scale x) {
        double y = HEIGHT / 2.0;
        if (value >= x.low() && value <= x.high()) {
            svg.line("ci", x.at(value), y - 3, x.at(value), y + 3);
            return;
        }
        double at = value < x.low() ? x.from() : x.to();
        double tip = value < x.low() ? at - 5 : at + 5;
        svg.polygon("arrow", at, y - 3, tip, y, at, y + 3);
    }
}
