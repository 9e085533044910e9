package org.kpulse.bisect.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.bisect.graph.CommitGraph;

/** The probes as likelihoods want them: samples pooled by binary, and which commits those binaries stand for. */
final class Evidence {

    /**
     * All samples of one binary.
     *
     * @param commits it was built from, at least one; more where commits gave identical binaries
     * @param count of samples
     * @param mean of them, after drawing in outliers
     * @param squares sum of squared distances from that mean
     */
    record Unit(List<Integer> commits, int count, double mean, double squares) {

        /** Any of the commits; which, matters to no likelihood. */
        int commit() {
            return commits.get(0);
        }

        boolean isOf(int commit) {
            return commits.contains(commit);
        }
    }

    private static final class Pool {
        final List<Integer> commits = new ArrayList<>();
        double[] values = new double[16];
        int count;

        double[] samples() {
            return Arrays.copyOf(values, count);
        }

        void add(Probe probe, List<Double> more) {
            if (!commits.contains(probe.commit())) {
                commits.add(probe.commit());
            }
            if (count + more.size() > values.length) {
                values = Arrays.copyOf(values, 2 * (count + more.size()));
            }
            for (double value : more) {
                values[count++] = value;
            }
        }
    }

    private final List<Unit> units;
    /** Layouts that a commit can be built in. */
    private static final int MOST_BUILDS = 4;

    private final BitSet skipped = new BitSet();
    private final List<Integer> skips = new ArrayList<>();
    private final BitSet tested = new BitSet();
    private final int skipsInARow;

    private Evidence(List<Unit> units, int skipsInARow) {
        this.units = units;
        this.skipsInARow = skipsInARow;
    }

    static Evidence of(SearchState state) {
        return of(state, false);
    }

    /** As {@link #of(SearchState)}, but levels beyond those of the ends are not drawn in where two runs of a build have them. */
    static Evidence withLevelsBeyond(SearchState state) {
        return of(state, true);
    }

    private static Evidence of(SearchState state, boolean beyond) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        for (Probe probe : state.probes()) {
            if (probe.outcome() instanceof Probe.Measured measured) {
                pools.computeIfAbsent(probe.binary(), name -> new Pool()).add(probe, measured.values());
            }
        }
        int bad = state.hypotheses().graph().bad();
        Clip clip = state.symptom() instanceof Symptom.Level
                ? Clip.of(
                        values(pools, CommitGraph.GOOD),
                        values(pools, bad),
                        beyond ? pools.values().stream().map(Pool::samples).toList() : List.of(),
                        state.rules().clip())
                : Clip.NONE;
        Evidence evidence = new Evidence(
                pools.values().stream().map(pool -> unit(pool, clip)).toList(), skipsInARow(state.probes()));
        for (Probe probe : state.probes()) {
            if (probe.outcome() instanceof Probe.Skipped) {
                evidence.skips.add(probe.commit());
                if (probe.commit() != CommitGraph.GOOD) {
                    evidence.skipped.set(probe.commit());
                }
            }
        }
        for (Unit unit : evidence.units) {
            for (int commit : unit.commits()) {
                if (commit != CommitGraph.GOOD) {
                    evidence.tested.set(commit);
                    evidence.skipped.clear(commit);
                }
            }
        }
        return evidence;
    }

    private static int skipsInARow(List<Probe> probes) {
        int skips = 0;
        for (int i = probes.size() - 1; i >= 0 && probes.get(i).purpose() == Probe.Purpose.SEARCH; i--) {
            if (probes.get(i).outcome() instanceof Probe.Measured) {
                break;
            }
            skips += probes.get(i).outcome() instanceof Probe.Skipped ? 1 : 0;
        }
        return skips;
    }

    private static double[] values(Map<String, Pool> pools, int commit) {
        return pools.values().stream()
                .filter(pool -> pool.commits.contains(commit))
                .flatMapToDouble(pool -> Arrays.stream(pool.values, 0, pool.count))
                .toArray();
    }

    private static Unit unit(Pool pool, Clip clip) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        while (count < pool.count) {
            double drawn = clip.apply(pool.values[count]);
            double off = drawn - mean;
            mean += off / ++count;
            squares += off * (drawn - mean);
        }
        return new Unit(List.copyOf(pool.commits), count, mean, squares);
    }

    List<Unit> units() {
        return units;
    }

    /** Commits that could not be tested and never were. */
    BitSet skipped() {
        return skipped;
    }

    /** How many commits could not be tested since the last one that could. */
    int skipsInARow() {
        return skipsInARow;
    }

    /** Commits with samples, in order, without the good end. */
    int[] tested() {
        return tested.stream().toArray();
    }

    /** Whether there are samples of this commit, or none can be had. */
    boolean isSettled(int commit) {
        return tested.get(commit) || skipped.get(commit);
    }

    /** Runs of all builds of this commit. */
    int runs(int commit) {
        int runs = 0;
        for (Unit unit : units) {
            runs += unit.isOf(commit) ? unit.count() : 0;
        }
        return runs;
    }

    /** Whether there is a layout that this commit was not built in yet; one that could not be tested is not tried again. */
    boolean canBeBuiltAnew(int commit) {
        return builds(commit) + skips.stream().filter(c -> c == commit).count() < MOST_BUILDS;
    }

    /** Builds of this commit that were run. */
    int builds(int commit) {
        return (int) units.stream().filter(unit -> unit.isOf(commit)).count();
    }
}
