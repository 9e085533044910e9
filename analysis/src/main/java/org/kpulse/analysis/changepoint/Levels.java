package org.kpulse.analysis.changepoint;

import java.util.Arrays;

/** A division of a stretch into levels, each flat or sloped. */
final class Levels {

    private final int[] ends;
    private final boolean[] sloped;

    /**
     * @param ends 0, the first point of each later level, and the number of points
     * @param sloped whether each level is a line
     */
    Levels(int[] ends, boolean[] sloped) {
        this.ends = ends;
        this.sloped = sloped;
    }

    static Levels flat(int[] ends) {
        return new Levels(ends, new boolean[ends.length - 1]);
    }

    int[] ends() {
        return ends;
    }

    int count() {
        return ends.length - 1;
    }

    int from(int level) {
        return ends[level];
    }

    int to(int level) {
        return ends[level + 1];
    }

    boolean isSloped(int level) {
        return sloped[level];
    }

    /** The fit of one level; a flat one has slope 0. */
    Sums.Line line(int level, Sums sums) {
        Sums.Line line = sums.line(from(level), to(level));
        return sloped[level] ? line : new Sums.Line(line.time(), line.level(), 0, 0, line.weight());
    }

    /** The same with the last level divided at {@code at}, both parts flat. */
    Levels dividedAt(int at) {
        int[] more = Arrays.copyOf(ends, ends.length + 1);
        more[ends.length] = ends[ends.length - 1];
        more[ends.length - 1] = at;
        return new Levels(more, Arrays.copyOf(sloped, sloped.length + 1));
    }
}
