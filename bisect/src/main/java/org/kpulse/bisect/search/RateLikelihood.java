package org.kpulse.bisect.search;

import java.util.List;

/**
 * Likelihood of a symptom that is seen or not. Good commits show it at one unknown rate, bad commits at another; each rate has a
 * Beta prior and is integrated out, so that of a class there remains {@code log B(a + seen, b + not seen)} of either group.
 */
final class RateLikelihood implements Likelihood {

    /** Jeffreys' prior of a rate. */
    private static final double PRIOR = 0.5;

    private final double[] logs;
    private final double[] good;
    private final double[] bad;

    private RateLikelihood(int classes) {
        this.logs = new double[classes];
        this.good = new double[classes];
        this.bad = new double[classes];
    }

    static RateLikelihood of(List<Evidence.Unit> units, boolean[][] states, double[] penalties) {
        RateLikelihood likelihood = new RateLikelihood(states.length);
        int runs = units.stream().mapToInt(Evidence.Unit::count).sum();
        double[] halves = new double[runs + 1];
        double[] wholes = new double[runs + 1];
        for (int i = 0; i < runs; i++) {
            halves[i + 1] = halves[i] + Math.log(PRIOR + i);
            wholes[i + 1] = wholes[i] + Math.log(2 * PRIOR + i);
        }
        for (int k = 0; k < states.length; k++) {
            int[] seen = new int[2];
            int[] all = new int[2];
            for (int u = 0; u < units.size(); u++) {
                int side = states[k][u] ? 1 : 0;
                seen[side] +=
                        (int) Math.round(units.get(u).mean() * units.get(u).count());
                all[side] += units.get(u).count();
            }
            for (int side = 0; side < 2; side++) {
                likelihood.logs[k] += halves[seen[side]] + halves[all[side] - seen[side]] - wholes[all[side]];
            }
            likelihood.logs[k] += penalties[k];
            likelihood.good[k] = (seen[0] + PRIOR) / (all[0] + 2 * PRIOR);
            likelihood.bad[k] = (seen[1] + PRIOR) / (all[1] + 2 * PRIOR);
        }
        return likelihood;
    }

    @Override
    public double[] logs() {
        return logs.clone();
    }

    @Override
    public Signal signal(double[] probabilities) {
        double goodRate = 0;
        double badRate = 0;
        for (int k = 0; k < probabilities.length; k++) {
            goodRate += probabilities[k] * good[k];
            badRate += probabilities[k] * bad[k];
        }
        return new Rates(goodRate, badRate);
    }

    /**
     * The rates as the samples have them.
     *
     * @param good rate at which good commits show the symptom
     * @param bad rate at which bad ones do
     */
    record Rates(double good, double bad) implements Signal {

        @Override
        public double separation() {
            double mean = (good + bad) / 2;
            return Math.abs(bad - good) / Math.sqrt(mean * (1 - mean));
        }

        /** Found by simulation: fewer runs, more builds, the same cost. */
        @Override
        public double buildShare() {
            return 0.1;
        }

        /** The likelihood of yes and no has no tails that it could be wrong about. */
        @Override
        public int leastRuns() {
            return 2;
        }

        @Override
        public boolean hasBuildEffect() {
            return false;
        }

        @Override
        public int leastBuilds() {
            return 1;
        }

        @Override
        public double weight(int runs) {
            return runs;
        }

        @Override
        public double bits(double q, int have, int more) {
            double left = 0;
            double choose = 1;
            for (int seen = 0; seen <= more; seen++) {
                double ifGood = choose * Math.pow(good, seen) * Math.pow(1 - good, more - seen) * (1 - q);
                double ifBad = choose * Math.pow(bad, seen) * Math.pow(1 - bad, more - seen) * q;
                if (ifGood + ifBad > 0) {
                    left += (ifGood + ifBad) * Information.entropy(ifBad / (ifGood + ifBad));
                }
                choose *= (double) (more - seen) / (seen + 1);
            }
            return Math.max(0, Information.entropy(q) - left);
        }
    }
}
