package org.kpulse.analysis.noise;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * What iterations at the same place in their boots have in common. The state of a guest evolves alike in every boot, so the first
 * iteration may always be slow; that is no chance and must not count as variance. The effects are least squares estimates from
 * differences within boots: {@code y = boot + effect(iteration)}, both fixed.
 *
 * <p>An iteration has an effect of its own if at least {@link #LEAST_BOOTS} boots have it and it is among the first
 * {@link #MOST_EFFECTS}; later ones share the last one's. With fewer boots there are none.
 */
final class IterationEffects {

    static final int LEAST_BOOTS = 4;
    static final int MOST_EFFECTS = 64;

    /** No effects at all. */
    static final IterationEffects NONE = new IterationEffects(new double[0]);

    private final double[] effects;

    private IterationEffects(double[] effects) {
        this.effects = effects;
    }

    static IterationEffects of(List<LogBoot> boots) {
        int own = ownEffects(boots);
        if (own < 2) {
            return NONE;
        }
        // normal equations after the boots' means are taken out; effect 0 is 0
        double[][] matrix = new double[own][own];
        double[] right = new double[own];
        TreeMap<Integer, Integer> sizes = new TreeMap<>();
        for (LogBoot boot : boots) {
            sizes.merge(boot.count(), 1, Integer::sum);
            double mean = mean(boot.logs);
            for (int i = 0; i < boot.count(); i++) {
                right[Math.min(i, own - 1)] += boot.logs[i] - mean;
            }
        }
        sizes.forEach((count, number) -> addNormal(matrix, count, number));
        double[] effects = new double[own];
        double[] solved = SmallMatrix.solve(withoutFirst(matrix), Arrays.copyOfRange(right, 1, own));
        System.arraycopy(solved, 0, effects, 1, own - 1);
        double mean = mean(effects);
        for (int i = 0; i < own; i++) {
            effects[i] -= mean;
        }
        return new IterationEffects(effects);
    }

    /** Degrees of freedom spent on them. */
    int rank() {
        return Math.max(0, effects.length - 1);
    }

    /** The effect of iteration {@code i}, counted from 0. */
    double effect(int i) {
        return effects.length == 0 ? 0 : effects[Math.min(i, effects.length - 1)];
    }

    /** A boot's logarithms without the effects. */
    double[] without(LogBoot boot) {
        double[] adjusted = boot.logs.clone();
        for (int i = 0; i < adjusted.length && effects.length > 0; i++) {
            adjusted[i] -= effect(i);
        }
        return adjusted;
    }

    /** A boot's mean logarithm without the effects. */
    double meanWithout(LogBoot boot) {
        return mean(without(boot));
    }

    /** All of them, their mean 0; empty if there are none. */
    List<Double> list() {
        return DoubleStream.of(effects).boxed().toList();
    }

    static double mean(double[] values) {
        double mean = values[0];
        for (int i = 1; i < values.length; i++) {
            mean += (values[i] - mean) / (i + 1);
        }
        return mean;
    }

    private static int ownEffects(List<LogBoot> boots) {
        int[] counts = boots.stream().mapToInt(LogBoot::count).sorted().toArray();
        return counts.length < LEAST_BOOTS ? 0 : Math.min(MOST_EFFECTS, counts[counts.length - LEAST_BOOTS]);
    }

    private static void addNormal(double[][] matrix, int count, int number) {
        int own = matrix.length;
        double[] times = new double[own];
        for (int i = 0; i < count; i++) {
            times[Math.min(i, own - 1)]++;
        }
        for (int a = 0; a < own; a++) {
            matrix[a][a] += number * times[a];
            for (int b = 0; b < own; b++) {
                matrix[a][b] -= number * times[a] * times[b] / count;
            }
        }
    }

    private static double[][] withoutFirst(double[][] matrix) {
        double[][] rest = new double[matrix.length - 1][];
        for (int i = 1; i < matrix.length; i++) {
            rest[i - 1] = Arrays.copyOfRange(matrix[i], 1, matrix.length);
        }
        return rest;
    }
}
