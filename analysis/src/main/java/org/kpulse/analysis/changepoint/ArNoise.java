package org.kpulse.analysis.changepoint;

/**
 * Noise {@code e(i) = r e(i - 1) + u(i)} about the levels of a series, from residuals that are cut at 3 deviations, so that outliers weigh
 * little. Correlation and tails are drawn towards 0 by 1.2 of their own errors, since most series of kernels have none and a
 * wrong one costs power.
 *
 * @param sigma deviation of one point of relative variance 1, above 0
 * @param correlation r of neighbours, 0 to {@link #MOST_CORRELATION}
 * @param kurtosis how much heavier the tails are than a normal's (excess, 0 for a normal), 0 to {@link #MOST_KURTOSIS}
 * @param degreesOfFreedom about how many independent residuals it rests on, at least 1
 */
record ArNoise(double sigma, double correlation, double kurtosis, double degreesOfFreedom) {

    static final double MOST_CORRELATION = 0.8;
    static final double MOST_KURTOSIS = 3;
    private static final double CUT = 3;
    /** Mean of min(z^2, CUT^2) of a standard normal z. */
    private static final double CUT_SQUARE = 0.994936;

    /** Residuals are cut here for the fourth power. */
    private static final double FAR_CUT = 5;
    /** Fourth moment of a standard normal. */
    private static final double FOURTH = 3;
    /** Variance of the excess of n normal values, times n. */
    private static final double KURTOSIS_VARIANCE = 24;
    /** Estimates are drawn to 0 by so many of their errors. */
    private static final double SHRINK = 1.2;

    /** White normal noise of a deviation that is taken as known. */
    static ArNoise known(double sigma) {
        return new ArNoise(sigma, 0, 0, 1e6);
    }

    /**
     * Noise about levels.
     *
     * @param from first point that counts
     * @param floor smallest sigma that is believed
     */
    static ArNoise about(Prepared series, Levels levels, int from, double floor) {
        double squares = 0;
        double fourths = 0;
        double products = 0;
        int pairs = 0;
        int count = 0;
        int fitted = 0;
        for (int level = 0; level < levels.count(); level++) {
            int start = Math.max(from, levels.from(level));
            if (levels.to(level) <= start) {
                continue;
            }
            Sums.Line line = levels.line(level, series.sums());
            fitted += levels.isSloped(level) ? 2 : 1;
            double last = 0;
            for (int i = start; i < levels.to(level); i++) {
                double e = (series.z()[i] - line.at(series.since(i))) * Math.sqrt(series.weight()[i]);
                double far = Math.min(FAR_CUT * FAR_CUT, e * e);
                fourths += far * far;
                e = Math.max(-CUT, Math.min(CUT, e));
                squares += e * e;
                count++;
                if (i > start) {
                    products += e * last;
                    pairs++;
                }
                last = e;
            }
        }
        double freedom = Math.max(1, count - fitted);
        double square = squares / freedom;
        double r = pairs > 0 && square > 0 ? products / pairs / square + (double) fitted / count : 0;
        r = Math.min(MOST_CORRELATION, Math.max(0, r - SHRINK / Math.sqrt(freedom)));
        double sigma = Math.max(floor, series.scale() * Math.sqrt(square / CUT_SQUARE));
        double excess = square > 0 ? fourths / freedom / (square * square) - FOURTH : 0;
        double kurtosis =
                Math.min(MOST_KURTOSIS, Math.max(0, excess - SHRINK * Math.sqrt(KURTOSIS_VARIANCE / freedom)));
        return new ArNoise(sigma, r, kurtosis, Math.max(1, freedom * (1 - r) / (1 + r)));
    }

    /** By how much the variance of a mean of {@code k} neighbours is larger than of independent points. */
    double inflation(double k) {
        double r = correlation;
        return r == 0 ? 1 : (1 + r) / (1 - r) - 2 * r * (1 - Math.pow(r, k)) / (k * (1 - r) * (1 - r));
    }
}
