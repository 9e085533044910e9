package org.kpulse.webapp.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.kpulse.harness.report.Numbers;

/** Raw samples, a column for each boot: the base kernel's as circles at the left, the candidate's as squares at the right. */
public final class DotPlot {

    private static final int HEIGHT = 170;
    private static final int LEFT = 64;
    private static final int TOP = 10;
    private static final int BOTTOM = 26;
    private static final int LEAST_COLUMN = 6;
    private static final int MOST_COLUMN = 26;
    private static final int GAP = 18;
    private static final int WIDEST = 560;

    /** More would not fit. */
    private static final int MOST_BOOTS = 40;

    /** More of a boot would only be a smear. */
    private static final int MOST_DOTS = 60;

    private DotPlot() {}

    /**
     * One metric's.
     *
     * @param name what it shows, in words
     * @param base the values of each boot
     * @param candidate likewise
     */
    public static Drawing of(String name, List<double[]> base, List<double[]> candidate) {
        List<double[]> left = shown(base);
        List<double[]> right = shown(candidate);
        int boots = left.size() + right.size();
        int column = Math.max(LEAST_COLUMN, Math.min(MOST_COLUMN, (WIDEST - LEFT - GAP) / Math.max(1, boots)));
        int width = LEFT + Math.max(150, boots * column + GAP);
        double[] all = DoubleStream.concat(
                        left.stream().flatMapToDouble(Arrays::stream),
                        right.stream().flatMapToDouble(Arrays::stream))
                .toArray();
        Scale y = Scale.around(all, HEIGHT - (double) BOTTOM, TOP);
        Svg svg = new Svg("dots", width, HEIGHT, name);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT - 4.0, y.at(tick), width, y.at(tick));
            svg.text("end", LEFT - 8.0, y.at(tick) + 4, Numbers.value(tick));
        }
        double from = side(svg, "base", left, LEFT, column, y);
        double to = from + GAP;
        side(svg, "candidate", right, to, column, y);
        svg.line("grid", from + GAP / 2.0, TOP, from + GAP / 2.0, HEIGHT - (double) BOTTOM);
        svg.text("middle", (LEFT + from) / 2, HEIGHT - 8.0, "base");
        svg.text("middle", to + Math.max(28, right.size() * column / 2.0), HEIGHT - 8.0, "candidate");
        return svg.drawn();
    }

    /** What is left out of the picture, one sentence; empty if nothing is. */
    public static String leftOut(List<double[]> base, List<double[]> candidate) {
        int boots = Math.max(0, base.size() - MOST_BOOTS) + Math.max(0, candidate.size() - MOST_BOOTS);
        boolean dots = base.stream().anyMatch(b -> b.length > MOST_DOTS)
                || candidate.stream().anyMatch(b -> b.length > MOST_DOTS);
        List<String> parts = new ArrayList<>();
        if (boots > 0) {
            parts.add(String.format(Locale.ROOT, "the %d oldest boots beyond %d a side", boots, MOST_BOOTS));
        }
        if (dots) {
            parts.add("some of the iterations beyond " + MOST_DOTS + " of a boot");
        }
        return parts.isEmpty() ? "" : "Not drawn: " + String.join(", and ", parts) + "; the table has all.";
    }

    private static List<double[]> shown(List<double[]> boots) {
        return boots.subList(Math.max(0, boots.size() - MOST_BOOTS), boots.size()).stream()
                .map(DotPlot::thinned)
                .toList();
    }

    /** Evenly chosen values, the smallest and the largest always among them. */
    private static double[] thinned(double[] values) {
        if (values.length <= MOST_DOTS) {
            return values;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] some = new double[MOST_DOTS];
        for (int i = 0; i < MOST_DOTS; i++) {
            some[i] = sorted[(int) ((long) i * (sorted.length - 1) / (MOST_DOTS - 1))];
        }
        return some;
    }

    private static double side(Svg svg, String style, List<double[]> boots, double from, int column, Scale y) {
        double x = from + column / 2.0;
        double radius = Math.min(3, column / 4.0);
        for (double[] boot : boots) {
            for (double value : boot) {
                if (!Double.isFinite(value)) {
                    continue;
                }
                if (style.equals("base")) {
                    svg.circle(style, x, y.at(value), radius);
                } else {
                    svg.rect(style, x - radius, y.at(value) - radius, 2 * radius, 2 * radius);
                }
            }
            x += column;
        }
        return from + boots.size() * column;
    }
}
