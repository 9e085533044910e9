package org.kpulse.analysis.changepoint;

/** The most likely change within the last level of a watched series, and whether it is likely enough. */
final class LastChange {

    /** Further back than this, outliers are no explanation. */
    private static final int SHORT = 8;

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

    /** True if one or two outliers on the old level explain the last points better than a change. */
    boolean areOutliers(Best change, ArNoise noise) {
        int n = series.size();
        int at = change.at();
        if (sloped || n - at > SHORT) {
            return false;
        }
        Sums sums = series.sums();
        for (int count = 1; count <= 2; count++) {
            int back = at + count;
            double rest = sums.weight(from, at) + sums.weight(back, n);
            double level = (sums.weight(from, at) * sums.mean(from, at) + sums.weight(back, n) * sums.mean(back, n))
                    / rest;
            double off = sums.mean(at, back) - level;
            double own = sums.weight(at, back);
            double ratio = off * off * own * rest / (own + rest) / series.unit(noise);
            if (ratio - Boundary.penalty(Boundary.OUTLIERS, noise, count) > change.excess()) {
                return true;
            }
        }
        return false;
    }

    private double squared(Sums sums, int at) {
        double z = sums.z(from, at, series.size());
        return z * z;
    }
}
