package org.kpulse.analysis.changepoint;

import java.util.Optional;

/** The most likely change within the last level of a watched series, and whether it is likely enough. */
final class LastChange {

    /** Outliers further behind a change are no explanation of it. */
    private static final int SHORT = 8;

    private static final int MOST_OUTLIERS = 2;
    private static final int LEAST_LINE = 8;

    private final Prepared series;
    private final int from;
    private final boolean sloped;

    /**
     * @param from first point of the last level
     * @param sloped whether the level is a line; a change is then one to a flat level
     */
    LastChange(Prepared series, int from, boolean sloped) {
        this.series = series;
        this.from = from;
        this.sloped = sloped;
    }

    /**
     * A place and by how much the likelihood ratio there is above its boundary, in squared deviations.
     *
     * @param at first point after the change
     * @param excess above 0: a change
     */
    record Best(int at, double excess) {}

    Best best(ArNoise noise) {
        int n = series.size();
        Sums sums = series.sums();
        double unit = series.unit(noise);
        int least = sloped ? LEAST_LINE : Boundary.LEAST;
        double line = sloped ? sums.lineRest(from, n) : 0;
        Best best = new Best(n - Boundary.LEAST, Double.NEGATIVE_INFINITY);
        double height = 0;
        double penalty = 0;
        for (int at = n - Boundary.LEAST; at - from >= least; at--) {
            double z = Boundary.watch(at - from, n - at);
            if (z != height || noise.correlation() > 0 || noise.kurtosis() > 0) {
                height = z;
                penalty = Boundary.penalty(z, noise, Math.min(n - at, at - from));
            }
            double ratio = sloped ? line - sums.lineRest(from, at) - sums.levelRest(at, n) : squared(sums, at);
            double excess = ratio / unit - penalty;
            if (excess > best.excess()) {
                best = new Best(at, excess);
            }
        }
        return best;
    }

    /**
     * One or two points.
     *
     * @param from the first
     * @param to after the last
     */
    record Run(int from, int to) {}

    /** Outliers on the old level, which may yet prove to be a step, that explain the last points better than a change. */
    Optional<Run> outliers(Best change, ArNoise noise) {
        int n = series.size();
        if (sloped) {
            return Optional.empty();
        }
        for (int at = change.at(); at < Math.min(n, change.at() + SHORT); at++) {
            for (int back = Math.min(n, at + MOST_OUTLIERS); back > at; back--) {
                double ratio = squaredOff(at, back) / series.unit(noise);
                if (ratio - Boundary.outliers(noise, back - at) > change.excess()) {
                    return Optional.of(new Run(at, back));
                }
            }
        }
        return Optional.empty();
    }

    /** {@code z^2} of points {@code [at, back)} against all others of the level. */
    private double squaredOff(int at, int back) {
        Sums sums = series.sums();
        int n = series.size();
        double own = sums.weight(at, back);
        double rest = sums.weight(from, n) - own;
        double level = (sums.weight(from, n) * sums.mean(from, n) - own * sums.mean(at, back)) / rest;
        double off = sums.mean(at, back) - level;
        return off * off * own * rest / (own + rest);
    }

    private double squared(Sums sums, int at) {
        double z = sums.z(from, at, series.size());
        return z * z;
    }
}
