package org.kpulse.bisect.graph;

import java.util.Arrays;
import java.util.List;

/**
 * The candidates of a bisection: all commits that the bad end contains and no good end does, numbered from 0, parents before
 * children, the bad end last. Any of them may be the culprit, merges and the bad end too. Immutable.
 */
public final class CommitGraph {

    /** Number of whatever lies outside on the good side: the good ends and all they contain. Never bad. */
    public static final int GOOD = -1;

    private final List<String> names;
    private final int[][] parents;
    private final Ancestry ancestry;

    /**
     * A graph of these commits.
     *
     * @param names of the commits, such as their object ids
     * @param parents of each commit: numbers below its own, or {@link #GOOD}
     * @throws IllegalArgumentException if there is none, parents do not stand before children, or the last one does not contain all
     */
    public CommitGraph(List<String> names, int[][] parents) {
        this.names = List.copyOf(names);
        this.parents = Arrays.stream(parents).map(int[]::clone).toArray(int[][]::new);
        if (names.isEmpty() || names.size() != parents.length) {
            throw new IllegalArgumentException("A commit graph needs commits, each with its parents, not "
                    + names.size() + " and " + parents.length + ".");
        }
        boolean[] hasChild = new boolean[parents.length];
        for (int commit = 0; commit < parents.length; commit++) {
            for (int parent : this.parents[commit]) {
                if (parent < GOOD || parent >= commit) {
                    throw new IllegalArgumentException(
                            "Commit " + commit + " stands before its parent " + parent + "; parents come first.");
                }
                if (parent != GOOD) {
                    hasChild[parent] = true;
                }
            }
        }
        for (int commit = 0; commit < parents.length - 1; commit++) {
            if (!hasChild[commit]) {
                throw new IllegalArgumentException(
                        "Commit " + commit + " is not contained in the last one, the bad end.");
            }
        }
        this.ancestry = isLine() ? new LineAncestry(parents.length) : new BitAncestry(this.parents);
    }

    /** A history without merges, of commits named by their numbers. */
    public static CommitGraph line(int size) {
        int[][] parents = new int[size][];
        for (int i = 0; i < size; i++) {
            parents[i] = new int[] {i - 1};
        }
        return new CommitGraph(
                java.util.stream.IntStream.range(0, size)
                        .mapToObj(Integer::toString)
                        .toList(),
                parents);
    }

    private boolean isLine() {
        for (int i = 0; i < parents.length; i++) {
            if (parents[i].length != 1 || parents[i][0] != i - 1) {
                return false;
            }
        }
        return true;
    }

    /** Number of candidates. */
    public int size() {
        return parents.length;
    }

    /** Number of the bad end. */
    public int bad() {
        return parents.length - 1;
    }

    /** Name of a candidate. */
    public String name(int commit) {
        return names.get(commit);
    }

    /** Parents of a candidate; {@link #GOOD} stands for those outside. */
    public int[] parents(int commit) {
        return parents[commit].clone();
    }

    /** Number of candidates with more than one parent. */
    public int merges() {
        return (int) Arrays.stream(parents).filter(p -> p.length > 1).count();
    }

    public Ancestry ancestry() {
        return ancestry;
    }

    /** Whether {@code commit} is bad if {@code culprit} is the culprit. {@link #GOOD} never is. */
    public boolean isBad(int commit, int culprit) {
        return commit != GOOD && ancestry.contains(commit, culprit);
    }
}
