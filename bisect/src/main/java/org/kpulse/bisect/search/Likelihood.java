package org.kpulse.bisect.search;

import org.kpulse.bisect.graph.CommitGraph;

/** How well each class of candidates explains the samples, and what further samples are expected to tell. */
interface Likelihood {

    /** Logarithm of the likelihood of each class, up to a constant. */
    double[] logs();

    /**
     * What a run tells, given how probable each class is.
     *
     * @param probabilities one a class
     */
    Signal signal(double[] probabilities);

    /** What further runs are expected to tell of one commit. */
    interface Signal {

        /**
         * Bits about whether the commit is bad.
         *
         * @param q probability that it is
         * @param have runs that its build has had, 0 for a new build
         * @param more runs to make
         */
        double bits(double q, int have, int more);

        /**
         * What the runs of one build say of its commit's level, in runs of builds without a build effect.
         *
         * @param runs of the build
         */
        double weight(int runs);

        /** Whether more runs of one build leave something that another build would tell. */
        boolean hasBuildEffect();

        /** Builds of culprit and parents before the culprit is named, at most that of the rules. */
        int leastBuilds();

        /** Part of the price of a new build that its first runs must pay for; what comes later pays the rest. */
        double buildShare();

        /** Runs at culprit and parents before the culprit is named, at most that of the rules. */
        int leastRuns();

        /** Level or rate of the good commits. */
        double good();

        /** Level or rate of the bad commits. */
        double bad();

        /** Deviations between the levels. */
        double separation();
    }

    /** That identical kernels differ all the same, such as by a chance of the hash: a logarithm. */
    double CONTRADICTION = Math.log(1e-6);

    /** The likelihood for this symptom. */
    static Likelihood of(SearchState state, Evidence evidence, Classes classes, int[] tested) {
        boolean[][] bad = states(evidence, classes, tested);
        double[] penalties = penalties(evidence, classes, tested);
        return state.symptom() instanceof Symptom.Level level
                ? LevelLikelihood.of(level, evidence.units(), bad, penalties)
                : RateLikelihood.of(evidence.units(), bad, penalties);
    }

    /** For each class, which units are bad. */
    static boolean[][] states(Evidence evidence, Classes classes, int[] tested) {
        boolean[][] bad = new boolean[classes.count()][evidence.units().size()];
        for (int u = 0; u < evidence.units().size(); u++) {
            int t = place(tested, evidence.units().get(u).commit());
            for (int k = 0; k < bad.length && t >= 0; k++) {
                bad[k][u] = classes.isBad(k, t);
            }
        }
        return bad;
    }

    /** A class for which one binary would be both good and bad is next to impossible. */
    static double[] penalties(Evidence evidence, Classes classes, int[] tested) {
        double[] penalties = new double[classes.count()];
        for (Evidence.Unit unit : evidence.units()) {
            int first = place(tested, unit.commit());
            for (int commit : unit.commits()) {
                int t = place(tested, commit);
                for (int k = 0; k < penalties.length; k++) {
                    if (isBad(classes, k, t) != isBad(classes, k, first)) {
                        penalties[k] += CONTRADICTION;
                    }
                }
            }
        }
        return penalties;
    }

    private static boolean isBad(Classes classes, int k, int t) {
        return t >= 0 && classes.isBad(k, t);
    }

    /** Place of a commit among the tested ones; -1 for the good end. */
    private static int place(int[] tested, int commit) {
        for (int t = 0; t < tested.length; t++) {
            if (tested[t] == commit) {
                return t;
            }
        }
        if (commit != CommitGraph.GOOD) {
            throw new IllegalStateException("commit " + commit + " has samples but is not among the tested");
        }
        return -1;
    }
}
