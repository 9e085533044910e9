package org.kpulse.bisect.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.kpulse.analysis.inference.MeanDifference;

/**
 * Least squares of a level that changes at several commits: value = level + the sizes of the changes that the build's commit contains
 * + effect of the build + noise, builds weighted as {@link LevelLikelihood} weights them, w = 1 / (rho + 1 / boots). The variance is
 * that of the residuals joined with the noise model's (Smyth 2004).
 */
final class StepFit {

    /** Share of a change's own squares that must be left beside the others for its size to be known. */
    private static final double LEAST_OWN = 1e-6;

    private final List<Evidence.Unit> units;
    private final boolean[][] states;
    private final double[][] products;
    private final double[] withValues;
    private final double squares;
    private final double degrees;

    /**
     * Fit of some changes.
     *
     * @param squares what no change explains, with the noise model's
     * @param degrees of freedom of it
     * @param sizes of the changes, in their order, on the samples' scale
     */
    record Fit(double squares, double degrees, List<MeanDifference> sizes) {

        Fit {
            sizes = List.copyOf(sizes);
        }

        DoubleStream amounts() {
            return sizes.stream().mapToDouble(size -> Math.abs(size.difference()));
        }
    }

    /**
     * For changes at any of some classes.
     *
     * @param states for each class which units contain it
     * @param ratio rho
     */
    StepFit(Symptom.Level symptom, List<Evidence.Unit> units, boolean[][] states, double ratio) {
        this.units = units;
        this.states = states;
        double[] weights = units.stream()
                .mapToDouble(unit -> 1 / (ratio + 1.0 / unit.count()))
                .toArray();
        double[] values =
                centred(units.stream().mapToDouble(Evidence.Unit::mean).toArray(), weights);
        double[][] columns = new double[states.length][];
        for (int k = 0; k < columns.length; k++) {
            double[] column = new double[weights.length];
            for (int u = 0; u < column.length; u++) {
                column[u] = states[k][u] ? 1 : 0;
            }
            columns[k] = centred(column, weights);
        }
        this.products = new double[columns.length][columns.length];
        this.withValues = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            withValues[k] = product(columns[k], values, weights);
            for (int l = 0; l <= k; l++) {
                products[k][l] = product(columns[k], columns[l], weights);
                products[l][k] = products[k][l];
            }
        }
        double d0 = Math.min(symptom.noise().degreesOfFreedom(), 1e6);
        this.squares = product(values, values, weights)
                + units.stream().mapToDouble(Evidence.Unit::squares).sum()
                + d0 * symptom.noise().variance()
                + LevelLikelihood.LEAST_VARIANCE * symptom.claim() * symptom.claim();
        this.degrees = units.stream().mapToInt(Evidence.Unit::count).sum() - 1 + d0;
    }

    private static double[] centred(double[] values, double[] weights) {
        double mean = product(values, weights, weights) / product(weights, weights, ones(weights.length));
        return Arrays.stream(values).map(v -> v - mean).toArray();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double product(double[] a, double[] b, double[] weights) {
        double sum = 0;
        for (int u = 0; u < a.length; u++) {
            sum += a[u] * b[u] * weights[u];
        }
        return sum;
    }

    /** Changes at these classes; empty if the samples cannot tell them apart or leave nothing to know the variance by. */
    Optional<Fit> fit(int... changes) {
        double left = degrees - changes.length;
        double[][] own = new double[changes.length][changes.length];
        for (int i = 0; i < changes.length; i++) {
            for (int j = 0; j < changes.length; j++) {
                own[i][j] = products[changes[i]][changes[j]];
            }
        }
        double[][] inverse = inverse(own);
        if (inverse.length == 0 || left < 1) {
            return Optional.empty();
        }
        double[] sizes = new double[changes.length];
        double s = squares;
        for (int i = 0; i < changes.length; i++) {
            for (int j = 0; j < changes.length; j++) {
                sizes[i] += inverse[i][j] * withValues[changes[j]];
            }
            s -= sizes[i] * withValues[changes[i]];
        }
        double rest = Math.max(Double.MIN_NORMAL, s);
        return Optional.of(new Fit(
                rest,
                left,
                IntStream.range(0, changes.length)
                        .mapToObj(i -> new MeanDifference(sizes[i], Math.sqrt(inverse[i][i] * rest / left), left))
                        .toList()));
    }

    /** Whether the changes can be told apart by levels that at least so many runs have: no single run makes one. */
    boolean isHeld(int runs, int... changes) {
        int[] counts = new int[1 << changes.length];
        for (int u = 0; u < units.size(); u++) {
            int pattern = 0;
            for (int i = 0; i < changes.length; i++) {
                pattern |= states[changes[i]][u] ? 1 << i : 0;
            }
            counts[pattern] += units.get(u).count();
        }
        double[][] levels = new double[changes.length + 1][changes.length + 1];
        for (int pattern = 0; pattern < counts.length; pattern++) {
            int row = 2 * pattern + 1; // the first column is that of the level itself
            for (int i = 0; counts[pattern] >= runs && i <= changes.length; i++) {
                for (int j = 0; j <= changes.length; j++) {
                    levels[i][j] += (row >> i) & (row >> j) & 1;
                }
            }
        }
        return inverse(levels).length > 0;
    }

    /** Inverse of a symmetric matrix that is not negative, by Gauss and Jordan; empty if it has none. */
    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] inverse = new double[n][n];
        double[][] left = new double[n][];
        for (int i = 0; i < n; i++) {
            left[i] = matrix[i].clone();
            inverse[i][i] = 1;
        }
        for (int i = 0; i < n; i++) {
            double pivot = left[i][i];
            if (!(pivot > LEAST_OWN * matrix[i][i])) {
                return new double[0][];
            }
            for (int j = 0; j < n; j++) {
                left[i][j] /= pivot;
                inverse[i][j] /= pivot;
            }
            for (int r = 0; r < n; r++) {
                double factor = r == i ? 0 : left[r][i];
                for (int j = 0; j < n && factor != 0; j++) {
                    left[r][j] -= factor * left[i][j];
                    inverse[r][j] -= factor * inverse[i][j];
                }
            }
        }
        return inverse;
    }
}
