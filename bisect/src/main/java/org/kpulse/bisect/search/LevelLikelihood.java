package org.kpulse.bisect.search;

import java.util.List;

/**
 * Likelihood of levels. A boot's value is level (good or bad) + effect of its build + noise, both normal, the build's variance rho
 * times the boot's. Levels have flat priors, the boots' variance that of the noise model (Jeffreys' if nothing is known); all three
 * are integrated out, so that of a class there remains, for one rho and with w = 1 / (rho + 1 / boots) of each build,
 *
 * <pre>sum log w / 2 - log(W_good W_bad) / 2 - (n - 2 + d0) / 2 * log(S + d0 s0^2)</pre>
 *
 * where S is the sum of squares within builds plus the weighted one of the builds' means around their group's. rho is summed over a
 * few values around the measured one, weighted by how well it is known.
 */
final class LevelLikelihood implements Likelihood {

    /** Never 0, so that values that all agree do not give an infinite likelihood: relative to the square of the claim. */
    static final double LEAST_VARIANCE = 1e-12;

    private final double[] logs;
    private final double[] good;
    private final double[] bad;
    private final double[] variance;
    private final double[] ratio;

    private LevelLikelihood(int classes) {
        this.logs = new double[classes];
        this.good = new double[classes];
        this.bad = new double[classes];
        this.variance = new double[classes];
        this.ratio = new double[classes];
    }

    static LevelLikelihood of(
            Symptom.Level symptom, List<Evidence.Unit> units, boolean[][] states, double[] penalties) {
        LevelLikelihood likelihood = new LevelLikelihood(states.length);
        BuildRatios ratios = BuildRatios.around(symptom.buildEffect());
        double within = 0;
        int n = 0;
        for (Evidence.Unit unit : units) {
            within += unit.squares();
            n += unit.count();
        }
        double d0 = Math.min(symptom.noise().degreesOfFreedom(), 1e6);
        double prior = d0 * symptom.noise().variance() + LEAST_VARIANCE * symptom.claim() * symptom.claim();
        for (int k = 0; k < states.length; k++) {
            likelihood.integrate(k, units, states[k], ratios, new Sums(within + prior, n - 2 + d0));
            likelihood.logs[k] += penalties[k];
        }
        return likelihood;
    }

    /** What all classes share. */
    private record Sums(double squares, double degreesOfFreedom) {}

    private void integrate(int k, List<Evidence.Unit> units, boolean[] state, BuildRatios ratios, Sums sums) {
        double[] each = new double[ratios.count()];
        double top = Double.NEGATIVE_INFINITY;
        double[][] fits = new double[ratios.count()][];
        for (int r = 0; r < each.length; r++) {
            fits[r] = fit(units, state, ratios.ratio(r), sums);
            each[r] = fits[r][0] + ratios.logWeight(r);
            top = Math.max(top, each[r]);
        }
        double total = 0;
        for (int r = 0; r < each.length; r++) {
            double weight = Math.exp(each[r] - top);
            total += weight;
            good[k] += weight * fits[r][1];
            bad[k] += weight * fits[r][2];
            variance[k] += weight * fits[r][3];
            ratio[k] += weight * ratios.ratio(r);
        }
        good[k] /= total;
        bad[k] /= total;
        variance[k] /= total;
        ratio[k] /= total;
        logs[k] = top + Math.log(total);
    }

    /** Logarithm of the likelihood, good level, bad level, variance. */
    private static double[] fit(List<Evidence.Unit> units, boolean[] state, double ratio, Sums sums) {
        double[] weight = new double[2];
        double[] sum = new double[2];
        double[] square = new double[2];
        double logWeights = 0;
        for (int u = 0; u < state.length; u++) {
            Evidence.Unit unit = units.get(u);
            int side = state[u] ? 1 : 0;
            double w = 1 / (ratio + 1.0 / unit.count());
            weight[side] += w;
            sum[side] += w * unit.mean();
            square[side] += w * unit.mean() * unit.mean();
            if (ratio > 0) {
                logWeights -= Math.log1p(unit.count() * ratio);
            }
        }
        double s = sums.squares();
        double log = logWeights / 2;
        for (int side = 0; side < 2; side++) {
            if (weight[side] > 0) {
                s += Math.max(0, square[side] - sum[side] * sum[side] / weight[side]);
                log -= Math.log(weight[side]) / 2;
            }
        }
        double degrees = Math.max(1, sums.degreesOfFreedom());
        return new double[] {
            log - degrees / 2 * Math.log(s),
            weight[0] > 0 ? sum[0] / weight[0] : 0,
            weight[1] > 0 ? sum[1] / weight[1] : 0,
            s / degrees
        };
    }

    @Override
    public double[] logs() {
        return logs.clone();
    }

    @Override
    public Signal signal(double[] probabilities) {
        double[] mean = new double[4];
        for (int k = 0; k < probabilities.length; k++) {
            mean[0] += probabilities[k] * good[k];
            mean[1] += probabilities[k] * bad[k];
            mean[2] += probabilities[k] * variance[k];
            mean[3] += probabilities[k] * ratio[k];
        }
        return new Levels(mean[0], mean[1], Math.abs(mean[1] - mean[0]) / Math.sqrt(mean[2]), mean[3]);
    }

    /**
     * The levels as the samples have them.
     *
     * @param good level
     * @param bad level
     * @param separation deviations of boots of one build between them
     * @param ratio variance between builds over that between boots
     */
    record Levels(double good, double bad, double separation, double ratio) implements Signal {

        /** A search that believes there is nothing to see would never go on. */
        private static final double LEAST_SEPARATION = 0.2;

        /** The difference of two builds, sqrt(2) deviations of one, is further than half of this once in 40,000 times. */
        private static final double FAR_APART = 12;

        @Override
        public double buildShare() {
            return 1;
        }

        /** So many that an outlier among them decides nothing; one run decides where the levels are many deviations apart. */
        @Override
        public int leastRuns() {
            return (int) Math.max(2, Math.min(1000, Math.ceil(90 / (separation * separation))));
        }

        @Override
        public double bits(double q, int have, int more) {
            double gained = weight(have + more) - weight(have);
            return Information.bits(q, Math.max(LEAST_SEPARATION, separation) * Math.sqrt(gained));
        }

        @Override
        public boolean hasBuildEffect() {
            return ratio > 0;
        }

        /** Where the levels are many deviations of builds apart, one build tells: the checks in another layout come anyway. */
        @Override
        public int leastBuilds() {
            double apart = separation / Math.sqrt(ratio);
            return apart >= FAR_APART ? 1 : Integer.MAX_VALUE;
        }

        @Override
        public double weight(int runs) {
            return runs == 0 ? 0 : 1 / (ratio + 1.0 / runs);
        }
    }
}
