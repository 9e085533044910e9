package org.kpulse.bisect.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.kpulse.bisect.graph.CommitGraph;

/** A simulated machine with a builder: runs commits of a history whose changes it knows, and counts what it is asked for. */
final class Bench {

    private final CommitGraph graph;
    private final Truth truth;
    private final int culprit;
    private final int second;
    private final SplittableRandom random;
    private final Map<String, Double> builds = new HashMap<>();
    private int runs;
    private int built;

    Bench(CommitGraph graph, Truth truth, SplittableRandom random) {
        this.graph = graph;
        this.truth = truth;
        this.random = random;
        this.culprit = random.nextInt(graph.size());
        this.second = truth.second() == 0 ? CommitGraph.GOOD : another();
    }

    private int another() {
        if (graph.size() < 2) {
            throw new IllegalArgumentException("A second change needs a second commit.");
        }
        int drawn = random.nextInt(graph.size() - 1);
        return drawn < culprit ? drawn : drawn + 1;
    }

    /** Whether this is the commit with the largest change, or one of two that are equal. */
    boolean isCulprit(int commit) {
        double first = truth instanceof Truth.Level level ? Math.abs(level.effect()) : 1;
        return (commit == culprit && first >= Math.abs(truth.second()))
                || (isSecond(commit) && first <= Math.abs(truth.second()));
    }

    /** Whether this is a commit with a change. */
    boolean isChange(int commit) {
        return commit == culprit || isSecond(commit);
    }

    private boolean isSecond(int commit) {
        return commit != CommitGraph.GOOD && commit == second;
    }

    /** Whether this is one of the ends, which are built beforehand. */
    boolean isEnd(int commit) {
        return commit == CommitGraph.GOOD || commit == graph.bad();
    }

    /** A run that was made before the bisection: costs nothing. */
    double history(int commit) {
        return value(commit, commit + "#0");
    }

    /** A run of this build of this commit. A build costs when first run, except those of the ends that history ran. */
    double run(int commit, String build) {
        if (!builds.containsKey(build) && !build.endsWith("#0")) {
            built++;
        }
        runs++;
        return value(commit, build);
    }

    private double value(int commit, String build) {
        double effect = builds.computeIfAbsent(build, name -> random.nextGaussian());
        double value = truth.draw(graph.isBad(commit, culprit), effect, random);
        return second != CommitGraph.GOOD && graph.isBad(commit, second) ? value + truth.second() : value;
    }

    int runs() {
        return runs;
    }

    int built() {
        return built;
    }
}
