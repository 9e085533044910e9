package org.kpulse.webapp.chart;

import java.util.List;
import java.util.Locale;

/**
 * Shares of a whole as bars one below another, each under its words. All pictures have one scale, the whole, so that they can be
 * compared by eye, and are narrow enough to be read on a telephone as they are.
 */
public final class BarChart {

    private static final int WIDTH = 330;
    private static final int ROW = 28;
    private static final int BAR = 8;
    private static final int LONGEST = 38;
    private static final double WHOLE = 100;

    private BarChart() {}

    /**
     * One bar.
     *
     * @param percent of the whole, 0 to 100
     * @param rest whether it is what no other bar shows: an outline
     */
    public record Bar(String label, double percent, boolean rest) {}

    /**
     * The picture.
     *
     * @param name what it shows, in words
     * @param bars from above
     */
    public static Drawing of(String name, List<Bar> bars) {
        Svg svg = new Svg("bars", WIDTH, Math.max(1, bars.size()) * ROW, name);
        Scale x = new Scale(0, WHOLE, 1, WIDTH - 1.0);
        double top = 0;
        for (Bar bar : bars) {
            double y = top + ROW - BAR - 4;
            svg.text("start", 1, top + 12, Svg.shortened(bar.label(), LONGEST), bar.label());
            svg.text("end", WIDTH - 1.0, top + 12, percent(bar.percent()));
            svg.rect("track", x.from(), y, x.to() - x.from(), BAR);
            svg.rect(bar.rest() ? "rest" : "bar", x.from(), y, Math.max(1, x.at(bar.percent()) - x.from()), BAR);
            top += ROW;
        }
        return svg.drawn();
    }

    /** As the picture says it. */
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
