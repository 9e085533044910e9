package org.kpulse.bisect.search;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kpulse.bisect.graph.CommitGraph;

/**
 * Posteriors by plain numerical integration over everything unknown: slow, and nothing of the search's formulas in it. Each probe is
 * a build of its own.
 */
final class BruteForce {

    private static final int STEPS = 90;

    private BruteForce() {}

    /** Levels flat over [low, high], the logarithm of the deviation flat; a build's effect has {@code ratio} times the variance. */
    static double[] levels(CommitGraph graph, List<Probe> probes, double ratio, double low, double high) {
        double[] posterior = new double[graph.size()];
        for (int culprit = 0; culprit < posterior.length; culprit++) {
            for (int s = 0; s < STEPS; s++) {
                double deviation = 0.05 * Math.exp(Math.log(400) * (s + 0.5) / STEPS);
                double[] sides = {0, 0};
                for (int side = 0; side < 2; side++) {
                    for (int m = 0; m < STEPS; m++) {
                        double level = low + (high - low) * (m + 0.5) / STEPS;
                        double density = 1;
                        for (Probe probe : probes) {
                            if (isBad(graph, probe.commit(), culprit) == (side == 1)) {
                                density *= density(values(probe), level, deviation, ratio);
                            }
                        }
                        sides[side] += density;
                    }
                }
                posterior[culprit] += sides[0] * sides[1];
            }
        }
        return normalized(posterior);
    }

    /** Values of one build: normal, equally correlated. */
    private static double density(List<Double> values, double level, double deviation, double ratio) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            double z = (value - level) / deviation;
            sum += z;
            squares += z * z;
        }
        int n = values.size();
        double quadratic = squares - ratio / (1 + n * ratio) * sum * sum;
        return Math.pow(deviation, -n) / Math.sqrt(1 + n * ratio) * Math.exp(-quadratic / 2);
    }

    /** Rates sin^2 of an angle that is flat: Jeffreys' prior. */
    static double[] rates(CommitGraph graph, List<Probe> probes) {
        double[] posterior = new double[graph.size()];
        for (int culprit = 0; culprit < posterior.length; culprit++) {
            double[] sides = {0, 0};
            for (int side = 0; side < 2; side++) {
                for (int a = 0; a < 2000; a++) {
                    double rate = Math.pow(Math.sin(Math.PI / 2 * (a + 0.5) / 2000), 2);
                    double chance = 1;
                    for (Probe probe : probes) {
                        if (isBad(graph, probe.commit(), culprit) == (side == 1)) {
                            for (double value : values(probe)) {
                                chance *= value == 1 ? rate : 1 - rate;
                            }
                        }
                    }
                    sides[side] += chance;
                }
            }
            posterior[culprit] = sides[0] * sides[1];
        }
        return normalized(posterior);
    }

    private static List<Double> values(Probe probe) {
        return ((Probe.Measured) probe.outcome()).values();
    }

    private static boolean isBad(CommitGraph graph, int commit, int culprit) {
        Set<Integer> seen = new HashSet<>();
        ArrayDeque<Integer> left = new ArrayDeque<>(List.of(commit));
        while (!left.isEmpty()) {
            int next = left.pop();
            if (next >= 0 && seen.add(next)) {
                for (int parent : graph.parents(next)) {
                    left.push(parent);
                }
            }
        }
        return seen.contains(culprit);
    }

    private static double[] normalized(double[] values) {
        double sum = java.util.Arrays.stream(values).sum();
        return java.util.Arrays.stream(values).map(v -> v / sum).toArray();
    }
}
