package org.kpulse.analysis.noise;

import java.util.Arrays;

/**
 * Restricted likelihood of nested normal effects with kernels fixed, in closed form: iterations in boots in builds in kernels,
 * {@code mean of a boot = kernel + N(0, build) + N(0, boot) + N(0, iteration / iterations)}. Patterson, H. D. and Thompson, R.
 * (1971), Recovery of inter-block information when block sizes are unequal, Biometrika 58, 545-554; derivatives as in Searle, S. R.,
 * Casella, G. and McCulloch, C. E. (1992), Variance Components, section 6.6.
 *
 * <p>With {@code P} the projected inverse of the covariance {@code V} of the boot means and {@code V_k} its derivative by component
 * k: {@code score_k = (y'P V_k P y - tr(P V_k)) / 2}, expected {@code information_kl = tr(P V_k P V_l) / 2}; iterations add what
 * their squares within boots say. Time and space are linear in the number of boots.
 */
final class NestedLikelihood {

    static final int ITERATION = 0;
    static final int BOOT = 1;
    static final int BUILD = 2;

    private final BootTable table;
    private final boolean hasIterations;

    /** Minus twice the logarithm of the restricted likelihood, but for a constant. */
    double criterion;

    /** Derivatives of the logarithm of the restricted likelihood. */
    final double[] score = new double[3];

    /** Expected information. */
    final double[][] information = new double[3][3];

    NestedLikelihood(BootTable table, boolean hasIterations) {
        this.table = table;
        this.hasIterations = hasIterations;
    }

    /** Sums over the boots of one build; {@code a} is the derivative of a boot's variance by component 0 or 1. */
    private static final class Build {
        double weight;
        double mean;
        final double[] w = new double[2];
        final double[] ww = new double[2];
        final double[][] aaww = new double[2][2];
        final double[][] aawww = new double[2][2];
        double g;
    }

    /** Computes all at the given components, of which those that a boot's variance rests on must be above 0. */
    void evaluate(double[] components) {
        criterion = 0;
        for (int k = 0; k < 3; k++) {
            score[k] = 0;
            Arrays.fill(information[k], 0);
        }
        if (hasIterations) {
            double variance = components[ITERATION];
            criterion = table.withinDegrees * Math.log(variance) + table.withinSquares / variance;
            score[ITERATION] = (table.withinSquares / variance - table.withinDegrees) / (2 * variance);
            information[ITERATION][ITERATION] = table.withinDegrees / (2 * variance * variance);
        }
        for (int from = 0; from < table.boots(); ) {
            int to = from;
            while (to < table.boots() && table.kernel[to] == table.kernel[from]) {
                to++;
            }
            addKernel(components, from, to);
            from = to;
        }
        information[BOOT][ITERATION] = information[ITERATION][BOOT];
        information[BUILD][ITERATION] = information[ITERATION][BUILD];
        information[BUILD][BOOT] = information[BOOT][BUILD];
    }

    private void addKernel(double[] components, int from, int to) {
        int first = table.build[from];
        Build[] builds = new Build[table.build[to - 1] - first + 1];
        double total = 0;
        double mean = 0;
        int start = from;
        for (int b = 0; b < builds.length; b++) {
            int end = start;
            while (end < to && table.build[end] == first + b) {
                end++;
            }
            builds[b] = sums(components, start, end);
            double u = builds[b].weight * builds[b].g;
            total += u;
            mean += u / total * (builds[b].mean - mean);
            criterion -= Math.log(builds[b].g);
            start = end;
        }
        criterion += Math.log(total);
        start = from;
        for (Build build : builds) {
            start = addResiduals(components, build, mean, start);
            double kappa = components[BUILD] * build.g + build.g * build.g / total;
            addTraces(build, kappa);
        }
        addCross(builds, total);
    }

    private Build sums(double[] components, int start, int end) {
        Build build = new Build();
        double[] a = new double[2];
        for (int j = start; j < end; j++) {
            double w = derivatives(components, j, a);
            criterion -= Math.log(w);
            build.weight += w;
            build.mean += w / build.weight * (table.mean[j] - build.mean);
            for (int k = 0; k < 2; k++) {
                build.w[k] += a[k] * w;
                build.ww[k] += a[k] * w * w;
                for (int l = 0; l < 2; l++) {
                    build.aaww[k][l] += a[k] * a[l] * w * w;
                    build.aawww[k][l] += a[k] * a[l] * w * w * w;
                }
            }
        }
        build.g = 1 / (1 + components[BUILD] * build.weight);
        return build;
    }

    /** Derivatives of boot j's variance by iteration and boot, and its inverse variance. */
    private double derivatives(double[] components, int j, double[] a) {
        a[ITERATION] = hasIterations ? 1 / table.iterations[j] : 0;
        a[BOOT] = 1;
        return 1 / (components[ITERATION] * a[ITERATION] + components[BOOT]);
    }

    private int addResiduals(double[] components, Build build, double mean, int start) {
        double[] a = new double[2];
        double between = build.mean - mean;
        int here = table.build[start];
        int j = start;
        for (; j < table.boots() && table.build[j] == here; j++) {
            double w = derivatives(components, j, a);
            double within = table.mean[j] - build.mean;
            double residual = w * (within + build.g * between);
            criterion += w * within * within;
            score[ITERATION] += a[ITERATION] * residual * residual / 2;
            score[BOOT] += residual * residual / 2;
        }
        double u = build.g * build.weight;
        criterion += u * between * between;
        score[BUILD] += u * between * (u * between) / 2;
        return j;
    }

    private void addTraces(Build build, double kappa) {
        for (int k = 0; k < 2; k++) {
            score[k] -= (build.w[k] - kappa * build.ww[k]) / 2;
            for (int l = 0; l < 2; l++) {
                information[k][l] +=
                        (build.aaww[k][l] - 2 * kappa * build.aawww[k][l] + kappa * kappa * build.ww[k] * build.ww[l])
                                / 2;
            }
        }
    }

    /** What pairs of builds of one kernel add, and all terms of the build component. */
    private void addCross(Build[] builds, double total) {
        double[] all = new double[2];
        double squares = 0;
        for (Build build : builds) {
            for (int k = 0; k < 2; k++) {
                all[k] += build.g * build.g * build.ww[k];
            }
            squares += square(build.weight * build.g);
        }
        double inverse = 1 / (total * total);
        for (Build build : builds) {
            double g2 = build.g * build.g;
            double u2 = square(build.weight * build.g);
            // 1 - weight * kappa without cancellation
            double own = build.g * (1 - build.weight * build.g / total);
            for (int k = 0; k < 2; k++) {
                for (int l = 0; l < 2; l++) {
                    double other = all[l] - g2 * build.ww[l];
                    information[k][l] += inverse * g2 * build.ww[k] * other / 2;
                }
                information[k][BUILD] += build.ww[k] * (own * own + inverse * g2 * (squares - u2)) / 2;
            }
            score[BUILD] -= build.weight * own / 2;
            information[BUILD][BUILD] += (square(build.weight * own) + inverse * u2 * (squares - u2)) / 2;
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
