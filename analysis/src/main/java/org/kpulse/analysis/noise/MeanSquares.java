package org.kpulse.analysis.noise;

/**
 * Variance components from mean squares of unweighted means: unbiased before they are cut at 0, whatever the layout (Searle, Casella
 * and McCulloch 1992, section 5.3; Henderson's methods differ in the weights). Start and fallback of {@link Reml}.
 */
final class MeanSquares {

    private MeanSquares() {}

    /** Iteration, boot and build component, none negative. */
    static double[] of(BootTable table) {
        double iteration = table.withinDegrees > 0 ? table.withinSquares / table.withinDegrees : 0;
        Level builds = new Level(table.builds);
        double bootSquares = 0;
        double bootNoise = 0;
        for (int from = 0; from < table.boots(); ) {
            int to = from;
            double mean = 0;
            double squares = 0;
            double noise = 0;
            for (; to < table.boots() && table.build[to] == table.build[from]; to++) {
                double delta = table.mean[to] - mean;
                mean += delta / (to - from + 1);
                squares += delta * (table.mean[to] - mean);
                noise += iteration / table.iterations[to];
            }
            int m = to - from;
            bootSquares += squares;
            bootNoise += noise * (m - 1) / m;
            builds.add(table.build[from], table.kernel[from], mean, m, noise / m);
            from = to;
        }
        double boot = table.bootDegrees() > 0 ? Math.max(0, (bootSquares - bootNoise) / table.bootDegrees()) : 0;
        double build = table.buildDegrees() > 0 ? Math.max(0, builds.variance(boot, table.buildDegrees())) : 0;
        return new double[] {iteration, boot, build};
    }

    /** The builds' means. */
    private static final class Level {
        final int[] kernel;
        final double[] mean;
        final int[] boots;
        final double[] iterationNoise;

        Level(int builds) {
            kernel = new int[builds];
            mean = new double[builds];
            boots = new int[builds];
            iterationNoise = new double[builds];
        }

        void add(int b, int kernelOf, double meanOf, int bootsOf, double noise) {
            kernel[b] = kernelOf;
            mean[b] = meanOf;
            boots[b] = bootsOf;
            iterationNoise[b] = noise;
        }

        double variance(double boot, int degrees) {
            double squares = 0;
            double noise = 0;
            for (int from = 0; from < mean.length; ) {
                int to = from;
                double centre = 0;
                double own = 0;
                double ownNoise = 0;
                for (; to < mean.length && kernel[to] == kernel[from]; to++) {
                    double delta = mean[to] - centre;
                    centre += delta / (to - from + 1);
                    own += delta * (mean[to] - centre);
                    ownNoise += (boot + iterationNoise[to]) / boots[to];
                }
                int n = to - from;
                squares += own;
                noise += ownNoise * (n - 1) / n;
                from = to;
            }
            return (squares - noise) / degrees;
        }
    }
}
