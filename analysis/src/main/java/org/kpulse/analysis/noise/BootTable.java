package org.kpulse.analysis.noise;

import java.util.List;

/**
 * What the variances depend on: the boots' means and the squares within boots. Boots lie in the order of their builds, builds in
 * that of their kernels. Means are differences from their kernel's first boot, so that rounding is that of the differences.
 */
final class BootTable {

    /** Differences below this many units in the last place of the logarithms are rounding and count as 0. */
    private static final double ROUNDING_ULPS = 16;

    final int[] build;
    final int[] kernel;
    final int builds;
    final int kernels;
    final double[] mean;
    final double[] iterations;
    final double withinSquares;
    final double withinDegrees;

    private BootTable(int[] build, int[] kernel, double[] mean, double[] iterations, Within within) {
        this.build = build;
        this.kernel = kernel;
        this.builds = build[build.length - 1] + 1;
        this.kernels = kernel[kernel.length - 1] + 1;
        this.mean = mean;
        this.iterations = iterations;
        this.withinSquares = within.squares();
        this.withinDegrees = within.degrees();
    }

    private record Within(double squares, double degrees) {}

    /** From boots in {@link LogBoot#CANONICAL} order. */
    static BootTable of(List<LogBoot> boots, IterationEffects effects) {
        int n = boots.size();
        int[] build = new int[n];
        int[] kernel = new int[n];
        double[] mean = new double[n];
        double[] iterations = new double[n];
        double squares = 0;
        double degrees = -effects.rank();
        double origin = 0;
        for (int j = 0; j < n; j++) {
            LogBoot boot = boots.get(j);
            build[j] = boot.build;
            kernel[j] = boot.kernel;
            iterations[j] = boot.count();
            degrees += boot.count() - 1;
            double[] adjusted = effects.without(boot);
            double level = IterationEffects.mean(adjusted);
            double rounding = ROUNDING_ULPS * Math.ulp(Math.max(1, Math.abs(level)));
            for (double y : adjusted) {
                double residual = Math.abs(y - level) <= rounding ? 0 : y - level;
                squares += residual * residual;
            }
            origin = j == 0 || kernel[j] != kernel[j - 1] ? level : origin;
            mean[j] = Math.abs(level - origin) <= rounding ? 0 : level - origin;
        }
        return new BootTable(build, kernel, mean, iterations, new Within(squares, degrees));
    }

    /** The same boots, builds and kernels being told apart only by kernel. */
    BootTable withoutBuilds() {
        return new BootTable(kernel, kernel, mean, iterations, new Within(withinSquares, withinDegrees));
    }

    /** The same in another unit of the logarithms. */
    BootTable scaled(double factor) {
        double[] scaled = mean.clone();
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] *= factor;
        }
        return new BootTable(
                build, kernel, scaled, iterations, new Within(withinSquares * factor * factor, withinDegrees));
    }

    int boots() {
        return mean.length;
    }

    /** Degrees of freedom of boots within builds. */
    int bootDegrees() {
        return boots() - builds;
    }

    /** Degrees of freedom of builds within kernels. */
    int buildDegrees() {
        return builds - kernels;
    }
}
