package org.kpulse.bisect.simulation;

import java.util.Arrays;
import org.kpulse.bisect.graph.CommitGraph;

/** git's own search: halve what is left, believe every answer. */
final class GitBisect {

    /** Whether a commit is bad, by some number of runs. */
    interface Oracle {
        boolean isBad(int commit);
    }

    private GitBisect() {}

    /** The commit it ends at. */
    static int search(CommitGraph graph, Oracle oracle) {
        double[] left = new double[graph.size()];
        Arrays.fill(left, 1);
        double count = left.length;
        while (count > 1) {
            int commit = halving(graph, left, count);
            boolean isBad = oracle.isBad(commit);
            count = 0;
            for (int h = 0; h < left.length; h++) {
                left[h] = graph.isBad(commit, h) == isBad ? left[h] : 0;
                count += left[h];
            }
        }
        int last = 0;
        while (left[last] == 0) {
            last++;
        }
        return last;
    }

    private static int halving(CommitGraph graph, double[] left, double count) {
        double[] sums = graph.ancestry().sums(left);
        int best = 0;
        for (int commit = 1; commit < sums.length; commit++) {
            if (Math.abs(sums[commit] - count / 2) < Math.abs(sums[best] - count / 2)) {
                best = commit;
            }
        }
        return best;
    }

    /**
     * With k runs a commit, and k at each end.
     *
     * @return how it ended; it states no probability
     */
    static Found repeats(CommitGraph graph, Bench bench, int k) {
        double middle = (mean(bench, CommitGraph.GOOD, k) + mean(bench, graph.bad(), k)) / 2;
        int found = search(graph, commit -> mean(bench, commit, k) > middle);
        return found(bench, found, 0);
    }

    /**
     * With a sequential test at each commit; the levels come from as many runs of the ends as one test is expected to take.
     *
     * @param error allowed for a search, shared by its steps
     */
    static Found sequential(CommitGraph graph, Bench bench, Levels levels, double error) {
        double steps = Math.ceil(Math.log(graph.size()) / Math.log(2));
        double bound = Math.log(steps / error - 1);
        double d = Math.max(0.2, levels.separation());
        int runs = (int) Math.ceil(2 * bound / (d * d)) + 2;
        Levels ends = levels.with(bench, CommitGraph.GOOD, graph.bad(), runs);
        int found = search(graph, commit -> ends.isBad(bench, commit, bound));
        return found(bench, found, 1 - error);
    }

    private static Found found(Bench bench, int commit, double stated) {
        return new Found(
                bench.isCulprit(commit),
                stated,
                new Found.Cost(bench.runs(), bench.built(), 0),
                false,
                Found.Beside.NONE);
    }

    private static double mean(Bench bench, int commit, int runs) {
        double sum = 0;
        for (int i = 0; i < runs; i++) {
            sum += bench.run(commit, build(bench, commit));
        }
        return sum / runs;
    }

    private static String build(Bench bench, int commit) {
        return commit + (bench.isEnd(commit) ? "#0" : "#1");
    }

    /** What the ends' runs say of both levels and the deviation. */
    static final class Levels {

        private static final int MOST = 5000;

        private final double[] good;
        private final double[] bad;

        Levels(double[] good, double[] bad) {
            this.good = good;
            this.bad = bad;
        }

        double separation() {
            return Math.abs(mean(bad) - mean(good)) / deviation();
        }

        Levels with(Bench bench, int goodEnd, int badEnd, int runs) {
            return new Levels(more(bench, good, goodEnd, runs), more(bench, bad, badEnd, runs));
        }

        boolean isBad(Bench bench, int commit, double bound) {
            double goodLevel = mean(good);
            double badLevel = mean(bad);
            double variance = deviation() * deviation();
            double log = 0;
            for (int i = 0; i < MOST && Math.abs(log) < bound; i++) {
                double value = bench.run(commit, build(bench, commit));
                log += (badLevel - goodLevel) * (value - (goodLevel + badLevel) / 2) / variance;
            }
            return log > 0;
        }

        private double deviation() {
            double squares = squares(good) + squares(bad);
            return Math.sqrt(squares / (good.length + bad.length - 2));
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElse(0);
        }

        private static double squares(double[] values) {
            double mean = mean(values);
            return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        }

        private static double[] more(Bench bench, double[] values, int commit, int runs) {
            double[] all = Arrays.copyOf(values, values.length + runs);
            for (int i = values.length; i < all.length; i++) {
                all[i] = bench.run(commit, build(bench, commit));
            }
            return all;
        }
    }
}
