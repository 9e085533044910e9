package org.kpulse.analysis.index;

/**
 * The weights of an index, and those that all boots but one would have given: for the interval each boot is judged by weights it had no
 * say in, as in cross-validation (Stone, M. (1974), J. R. Statist. Soc. B 36, 111-147). A metric's deviation is the one within both sides
 * together, {@code sqrt((S_base + S_candidate) / (n_base + n_candidate - 2))}, S being the sum of squares about the side's mean; without boot j
 * of a side S is {@code S - r_j^2 n / (n - 1)}. All weights sum to 1.
 */
final class BootWeights {

    private final WeightPlan plan;
    private final BootLogs base;
    private final BootLogs candidate;
    private final double[] all;

    BootWeights(WeightPlan plan, BootLogs base, BootLogs candidate) {
        this.plan = plan;
        this.base = base;
        this.candidate = candidate;
        all = normalised(plan.weights(percent(base, candidate)));
    }

    /**
     * The share of the variance that is computed with the weights of the index themselves: 1 / (degrees of freedom of both sides), at most a
     * quarter. Measured coverage with and without: docs/statistics.
     */
    double plainShare() {
        return 1.0 / Math.max(4, base.boots() + candidate.boots() - 2);
    }

    /** The deviation of each metric within both sides, in percent; NaN if both have a single boot. */
    static double[] percent(BootLogs base, BootLogs candidate) {
        double[] percent = new double[base.metrics()];
        for (int i = 0; i < percent.length; i++) {
            percent[i] = percent(base.squares(i) + candidate.squares(i), base.count(i) + candidate.count(i) - 2);
        }
        return percent;
    }

    /** The weights of the index; all 0 if there is no weight to share. */
    double[] all() {
        return all;
    }

    /** The weights of the index without this boot of one of the sides. */
    double[] without(BootLogs side, int boot) {
        if (!plan.asksBoots()) {
            return all;
        }
        BootLogs other = side == base ? candidate : base;
        double[] percent = new double[base.metrics()];
        for (int i = 0; i < percent.length; i++) {
            double squares = side.squares(i);
            int free = side.count(i) + other.count(i) - 2;
            int n = side.count(i);
            if (n > 1 && side.has(i, boot)) {
                double residual = side.residual(i, boot);
                squares = Math.max(0, squares - residual * residual * n / (n - 1));
                free--;
            }
            percent[i] = percent(squares + other.squares(i), free);
        }
        return normalised(plan.weights(percent));
    }

    private static double percent(double squares, int degreesOfFreedom) {
        return degreesOfFreedom > 0 ? 100 * Math.sqrt(squares / degreesOfFreedom) : Double.NaN;
    }

    /** Shares of their sum; all 0 if that is 0. Divided by the largest first: large weights do not overflow. */
    static double[] normalised(double[] weights) {
        double largest = 0;
        for (double weight : weights) {
            largest = Math.max(largest, weight);
        }
        double unit = largest > 1e100 || (largest > 0 && largest < 1e-100) ? largest : 1;
        double total = 0;
        for (double weight : weights) {
            total += weight / unit;
        }
        double[] shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = total > 0 ? weights[i] / unit / total : 0;
        }
        return shares;
    }
}
