package org.kpulse.analysis.noise;

import java.util.Optional;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.inference.StudentT;

/**
 * How many boots and iterations buy a wanted interval at the least time. Kalibera, T. and Jones, R. (2013), Rigorous benchmarking in
 * reasonable time, ISMM, 63-74: with costs c_i and variances T_i^2 of the levels from the lowest up, the best number of repetitions
 * of level i in one of level i + 1 is {@code r_i = ceil(sqrt(c_(i+1)/c_i * T_i^2/T_(i+1)^2))}, whatever is wanted at the top; the
 * number of the highest level follows from the wanted width.
 *
 * @param builds of each kernel; 1 if builds are not repeated
 * @param bootsPerBuild boots of each build
 * @param iterations of each boot
 * @param halfWidthPercent expected of the interval of the ratio of two kernels
 * @param seconds for one kernel; a comparison takes twice that
 */
public record RepetitionPlan(int builds, int bootsPerBuild, int iterations, double halfWidthPercent, double seconds) {

    /** More of the highest level than this are not planned. */
    public static final int MOST = 10_000;

    private static final double NORMAL_DEGREES = 1e6;

    /** Boots of each kernel. */
    public int boots() {
        return builds * bootsPerBuild;
    }

    /**
     * The plan for kernels built once. How far another build would lie away is not reduced by any number of boots and not in the
     * interval. The number of iterations is the one among those up to twice the formula's that takes the least time with the whole
     * number of boots it needs.
     *
     * @return empty if {@link #MOST} boots would not do
     * @throws AnalysisException if the components do not say how far boots differ
     */
    public static Optional<RepetitionPlan> ofBoots(
            VarianceComponents components, RepetitionCosts costs, RepetitionGoal goal) {
        double boot = components
                .boot()
                .orElseThrow(() -> new AnalysisException(
                        "How many boots are needed cannot be told from samples without two boots of one build."));
        double iteration = components.iteration().orElse(0);
        int formula = repetitions(costs.boot(), costs.iteration(), iteration, boot, goal.mostIterations());
        int most = Math.min(goal.mostIterations(), 2 * formula + 1);
        RepetitionPlan best = null;
        for (int iterations = 1; iterations <= most; iterations++) {
            double variance = boot + iteration / iterations;
            double seconds = costs.build();
            int boots = needed(variance, goal);
            seconds += boots * costs.ofBoot(iterations);
            if (boots <= MOST && (best == null || seconds < best.seconds)) {
                best = new RepetitionPlan(1, boots, iterations, halfWidth(variance, boots, goal), seconds);
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The plan for kernels built several times, which also averages the chance of a build: numbers of boots and iterations by the
     * formula, the number of builds by the width.
     *
     * @return empty if {@link #MOST} builds would not do
     * @throws AnalysisException if the components do not say how far builds and boots differ
     */
    public static Optional<RepetitionPlan> ofBuilds(
            VarianceComponents components, RepetitionCosts costs, RepetitionGoal goal) {
        if (components.boot().isEmpty() || components.build().isEmpty()) {
            throw new AnalysisException(
                    "How many builds are needed cannot be told from samples without two builds of one"
                            + " kernel, and two boots of one build.");
        }
        double build = components.build().getAsDouble();
        double boot = components.boot().getAsDouble();
        double iteration = components.iteration().orElse(0);
        int iterations = repetitions(costs.boot(), costs.iteration(), iteration, boot, goal.mostIterations());
        int boots = repetitions(costs.build(), costs.boot(), boot, build, MOST);
        double variance = build + (boot + iteration / iterations) / boots;
        int builds = needed(variance, goal);
        if (builds > MOST) {
            return Optional.empty();
        }
        double seconds = builds * (costs.build() + boots * costs.ofBoot(iterations));
        return Optional.of(new RepetitionPlan(builds, boots, iterations, halfWidth(variance, builds, goal), seconds));
    }

    /**
     * Repetitions of a level in one of the next: {@code ceil(sqrt(upperCost/lowerCost * lower/upper))}, at least 1.
     *
     * @param upperCost seconds of one of the upper level without what is repeated in it
     * @param lowerCost seconds of one of the lower level
     * @param lower variance of the lower level; not negative
     * @param upper variance of the upper level; if 0, {@code most} is best unless the lower one is 0 too
     * @param most the answer's limit
     */
    public static int repetitions(double upperCost, double lowerCost, double lower, double upper, int most) {
        if (lower == 0) {
            return 1;
        }
        double best = Math.ceil(Math.sqrt(upperCost / lowerCost * (lower / upper)));
        return (int) Math.max(1, Math.min(most, best));
    }

    /** The least n a side, at least 2, with which the interval is narrow enough; more than {@link #MOST} if none is. */
    private static int needed(double variance, RepetitionGoal goal) {
        double z = StudentT.quantile((1 + goal.confidence()) / 2, NORMAL_DEGREES);
        double least = 2 * variance * z * z / (goal.logHalfWidth() * goal.logHalfWidth());
        int n = (int) Math.max(2, Math.min(MOST + 1.0, Math.floor(0.999 * least)));
        while (n <= MOST && logHalfWidth(variance, n, goal) > goal.logHalfWidth()) {
            n++;
        }
        return n;
    }

    private static double halfWidth(double variance, int n, RepetitionGoal goal) {
        return Finite.percent(logHalfWidth(variance, n, goal));
    }

    private static double logHalfWidth(double variance, int n, RepetitionGoal goal) {
        double degrees = Math.min(NORMAL_DEGREES, 2.0 * (n - 1) + goal.priorDegreesOfFreedom());
        return StudentT.quantile((1 + goal.confidence()) / 2, degrees) * Math.sqrt(2 * variance / n);
    }
}
