package org.kpulse.webapp.bisections;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Probability along the commits, oldest to the left, as bars of a drawing 100 high.
 *
 * @param width of the drawing
 * @param bars from left to right
 */
record PosteriorBars(int width, List<Bar> bars) {

    private static final int MOST = 240;
    private static final int EACH = 4;
    private static final int HEIGHT = 100;

    /** A bar: its left edge, its upper edge, its height. */
    record Bar(int x, String y, String height) {}

    /** Bars of neighbouring commits together where there are more than {@value #MOST}; the tallest fills the height. */
    static PosteriorBars of(List<Float> posterior) {
        int columns = Math.min(MOST, posterior.size());
        double[] sums = new double[columns];
        for (int i = 0; i < posterior.size(); i++) {
            sums[(int) ((long) i * columns / posterior.size())] += posterior.get(i);
        }
        double top = Arrays.stream(sums).max().orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            double height = top > 0 ? HEIGHT * sums[i] / top : 0;
            bars.add(new Bar(i * EACH, decimal(HEIGHT - height), decimal(height)));
        }
        return new PosteriorBars(columns * EACH, bars);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
