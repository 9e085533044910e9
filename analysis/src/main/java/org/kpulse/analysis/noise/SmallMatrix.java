package org.kpulse.analysis.noise;

/** Symmetric positive definite matrices of a few rows. */
final class SmallMatrix {

    /** Pivots below this share of their diagonal element count as 0: the unknown is left at 0. */
    private static final double SINGULAR = 1e-13;

    private SmallMatrix() {}

    /** The x with {@code matrix x = right}, by the Cholesky decomposition. */
    static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] lower = new double[n][n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = lower[j][j] > 0 ? sum / lower[j][j] : 0;
            }
            double pivot = matrix[i][i];
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                pivot -= lower[i][k] * lower[i][k];
                sum -= lower[i][k] * x[k];
            }
            lower[i][i] = pivot > SINGULAR * matrix[i][i] ? Math.sqrt(pivot) : 0;
            x[i] = lower[i][i] > 0 ? sum / lower[i][i] : 0;
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= lower[k][i] * x[k];
            }
            x[i] = lower[i][i] > 0 ? sum / lower[i][i] : 0;
        }
        return x;
    }

    /** The inverse; a row and column of zeros where it is singular. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            inverse[i] = solve(matrix, unit);
        }
        return inverse;
    }
}
