package org.kpulse.analysis.changepoint;

/**
 * How large a likelihood ratio a change must have, by the number of points since: z values for known noise, chosen in simulation for the error
 * rates in docs/statistics.md. {@link #penalty} turns them into those of Student's t for the noise estimated, and of correlated points. A series
 * analysed once offers few chances at its end, so that its boundary is low there; one that is watched is tested again with every point, and needs
 * a higher one.
 */
final class Boundary {

    /** Fewest points of a level that is reported as one. */
    static final int LEAST = 3;

    /** An outlier or two explain points at the end as well if they reach this. */
    private static final double OUTLIERS = 5.3;
    /** With fewer points before it, a change while watching must reach {@link #YOUNG_LEVEL}. */
    private static final int YOUNG = 10;

    private static final double YOUNG_LEVEL = 4.7;

    private static final double[] ONCE = {0, 9, 9, 3.51, 3.8, 3.45, 3.9, 4.1, 4.1, 4.1, 4.1, 4.1, 4.1, 4.1, 4.15};
    private static final double[] WATCH = {0, 9, 9, 3.69, 4.05, 3.79, 4.15};
    private static final double WATCH_LONG = 4.3;
    private static final int[] WATCH_MIDDLE = {14, 26};
    private static final double WATCH_MIDDLE_HEIGHT = 4.2;
    private static final double INNER = 4.1;
    private static final double INNER_SHORT = 4.6;

    private Boundary() {}

    /** z for the last change of a series analysed once, {@code after} points from its end, at least {@link #LEAST}. */
    static double once(int after) {
        return ONCE[Math.min(after, ONCE.length - 1)];
    }

    /** z for a change of a watched series, {@code after} points ago, {@code before} points after the one before. */
    static double watch(int before, int after) {
        double height = WATCH_LONG;
        if (after < WATCH.length) {
            height = WATCH[after];
        } else if (after >= WATCH_MIDDLE[0] && after <= WATCH_MIDDLE[1]) {
            height = WATCH_MIDDLE_HEIGHT;
        }
        return before < YOUNG ? Math.max(height, YOUNG_LEVEL) : height;
    }

    /** z for a change at the front of a level of {@code length} points that ended. */
    static double inner(int length) {
        return length < LEAST ? INNER_SHORT : INNER;
    }

    /**
     * {@code z^2} as a likelihood ratio that is exceeded about as rarely with this noise. Means of few points inherit heavy tails: Cornish, E. A. and
     * Fisher, R. A. (1938), Moments and cumulants in the specification of distributions, Rev. Inst. Int. Stat. 5, 307-320, first term.
     *
     * @param k points of the shorter level
     */
    static double penalty(double z, ArNoise noise, int k) {
        double heavy = z + (z * z * z - 3 * z) * noise.kurtosis() / (24 * k);
        double t = studentised(heavy, noise.degreesOfFreedom());
        return t * t * noise.inflation(k);
    }

    /** {@code z^2} for one or two points to be taken for outliers, which heavy tails make the more likely. */
    static double outliers(ArNoise noise, int count) {
        double t = studentised(OUTLIERS, noise.degreesOfFreedom());
        return t * t * noise.inflation(count);
    }

    /**
     * The t with the same tail as a normal z: Wallace, D. L. (1959), Bounds on normal approximations to Student's and the chi-square
     * distributions, Ann. Math. Statist. 30, 1121-1130, inverted; at most 3 % too high at 8 degrees of freedom, 1 % from 20 on. Never over 1e6.
     */
    static double studentised(double z, double degreesOfFreedom) {
        double n = Math.max(2, degreesOfFreedom);
        double c = z * (8 * n + 3) / (8 * n + 1);
        return Math.min(1e6, Math.sqrt(n * Math.expm1(c * c / n)));
    }
}
