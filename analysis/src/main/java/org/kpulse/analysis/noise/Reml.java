package org.kpulse.analysis.noise;

import java.util.OptionalDouble;
import org.kpulse.analysis.noise.VarianceComponents.Counts;
import org.kpulse.analysis.noise.VarianceComponents.Method;

/**
 * Restricted maximum likelihood of {@link NestedLikelihood} by Fisher scoring: steps are halved until the likelihood grows, a
 * component whose step would take it below 0 stays at 0 as long as the likelihood falls from there. It starts from
 * {@link MeanSquares}, which also stand in if the steps do not come to rest.
 */
final class Reml {

    private static final int MOST_STEPS = 500;
    private static final int MOST_HALVINGS = 50;
    private static final double AT_REST = 1e-13;
    private static final double NEARLY_AT_REST = 1e-7;
    /** Least value, in units of the whole variance, of the component without which the covariance would be singular. */
    private static final double FLOOR = 1e-14;

    private final NestedLikelihood likelihood;
    private final BootTable table;
    private final boolean[] estimated = new boolean[3];
    private final double[] least = new double[3];
    private double[] components;

    private Reml(BootTable table) {
        this.table = table;
        estimated[NestedLikelihood.ITERATION] = table.withinDegrees > 0 && table.withinSquares > 0;
        estimated[NestedLikelihood.BOOT] = table.bootDegrees() > 0;
        estimated[NestedLikelihood.BUILD] = table.buildDegrees() > 0;
        int lowest = estimated[NestedLikelihood.ITERATION] ? NestedLikelihood.ITERATION : NestedLikelihood.BOOT;
        least[lowest] = FLOOR;
        components = MeanSquares.of(table);
        components[lowest] = Math.max(FLOOR, components[lowest]);
        likelihood = new NestedLikelihood(table, estimated[NestedLikelihood.ITERATION]);
    }

    /** The components of a table. */
    static VarianceComponents of(BootTable given) {
        // boots that are alone in their builds cannot be told from them: one level, called build
        boolean joined = given.bootDegrees() == 0 && given.buildDegrees() > 0;
        BootTable table = joined ? given.withoutBuilds() : given;
        double whole = wholeVariance(table);
        double unit = whole > 0 ? whole : 1;
        Reml reml = new Reml(table.scaled(1 / Math.sqrt(unit)));
        Method method = whole == 0 || reml.climb() ? Method.REML : Method.MEAN_SQUARES;
        if (method == Method.MEAN_SQUARES) {
            reml.components = MeanSquares.of(reml.table);
        }
        ComponentCovariance covariance = whole == 0 ? ComponentCovariance.NONE : reml.covariance(unit * unit);
        OptionalDouble build = reml.component(NestedLikelihood.BUILD, unit);
        OptionalDouble boot = reml.component(NestedLikelihood.BOOT, unit);
        OptionalDouble iteration = table.withinDegrees > 0
                ? OptionalDouble.of(
                        reml.component(NestedLikelihood.ITERATION, unit).orElse(0))
                : OptionalDouble.empty();
        return new VarianceComponents(
                joined ? boot : build,
                joined ? OptionalDouble.empty() : boot,
                iteration,
                joined ? covariance.bootAsBuild() : covariance,
                new Counts(given.bootDegrees(), given.buildDegrees()),
                method);
    }

    private static double wholeVariance(BootTable table) {
        double[] start = MeanSquares.of(table);
        return start[0] + start[1] + start[2];
    }

    private OptionalDouble component(int k, double unit) {
        if (!estimated[k]) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(components[k] <= 2 * least[k] ? 0 : components[k] * unit);
    }

    private ComponentCovariance covariance(double unit) {
        for (int k = 0; k < 3; k++) {
            components[k] = Math.max(least[k], components[k]);
        }
        likelihood.evaluate(components);
        double[][] c = SmallMatrix.inverse(onlyOf(estimated));
        return new ComponentCovariance(
                c[0][0] * unit, c[1][1] * unit, c[2][2] * unit, c[0][1] * unit, c[0][2] * unit, c[1][2] * unit);
    }

    /** True if it came to rest. */
    private boolean climb() {
        likelihood.evaluate(components);
        double change = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS && change > AT_REST; step++) {
            double[] wanted = step();
            double before = likelihood.criterion;
            double[] next = components;
            boolean better = false;
            double factor = 1;
            for (int halving = 0; halving < MOST_HALVINGS && !better; halving++, factor /= 2) {
                next = moved(wanted, factor);
                likelihood.evaluate(next);
                // rounding of the criterion must not stop the last steps
                better = likelihood.criterion <= before + 1e-12 * (1 + Math.abs(before));
            }
            if (!better) {
                likelihood.evaluate(components);
                return change <= NEARLY_AT_REST;
            }
            change = largestChange(next);
            components = next;
        }
        return change <= NEARLY_AT_REST;
    }

    /** The step of Fisher scoring among the components that can move. */
    private double[] step() {
        boolean[] free = new boolean[3];
        for (int k = 0; k < 3; k++) {
            free[k] = estimated[k] && (components[k] > least[k] || likelihood.score[k] > 0);
        }
        while (true) {
            double[] right = new double[3];
            for (int k = 0; k < 3; k++) {
                right[k] = free[k] ? likelihood.score[k] : 0;
            }
            double[] step = SmallMatrix.solve(onlyOf(free), right);
            boolean stuck = false;
            for (int k = 0; k < 3; k++) {
                if (free[k] && components[k] <= least[k] && step[k] < 0) {
                    free[k] = false;
                    stuck = true;
                }
            }
            if (!stuck) {
                return step;
            }
        }
    }

    private double[][] onlyOf(boolean[] chosen) {
        double[][] matrix = new double[3][3];
        for (int k = 0; k < 3; k++) {
            for (int l = 0; l < 3; l++) {
                matrix[k][l] = chosen[k] && chosen[l] ? likelihood.information[k][l] : 0;
            }
        }
        return matrix;
    }

    private double[] moved(double[] step, double factor) {
        double[] next = new double[3];
        for (int k = 0; k < 3; k++) {
            next[k] = estimated[k] ? Math.max(least[k], components[k] + factor * step[k]) : components[k];
        }
        return next;
    }

    private double largestChange(double[] next) {
        double largest = 0;
        for (int k = 0; k < 3; k++) {
            largest = Math.max(largest, Math.abs(next[k] - components[k]));
        }
        return largest;
    }
}
