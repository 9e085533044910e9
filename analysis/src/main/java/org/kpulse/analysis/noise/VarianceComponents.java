package org.kpulse.analysis.noise;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Finite;

/**
 * Variances of logarithms by where they come from. A component is empty if the samples cannot tell it from the next one: iterations
 * if no boot has two (the boot component then holds them), boots if no build has two boots (the build component then holds them, if
 * there is one), builds if no kernel has two builds. None is ever negative.
 *
 * @param build between builds of one kernel
 * @param boot between boots of one build
 * @param iteration between iterations of one boot, systematic effects of the iteration's place taken out
 * @param covariance of the estimates
 * @param counts degrees of freedom of boots within builds and of builds within kernels
 * @param method that gave them
 */
public record VarianceComponents(
        OptionalDouble build,
        OptionalDouble boot,
        OptionalDouble iteration,
        ComponentCovariance covariance,
        Counts counts,
        Method method) {

    /** Where components come from. */
    public enum Method {
        /** Restricted maximum likelihood. */
        REML,
        /** Mean squares of unweighted means: the fallback where the likelihood has no maximum that can be found. */
        MEAN_SQUARES
    }

    /**
     * Degrees of freedom that a layout offers.
     *
     * @param boots boots less builds
     * @param builds builds less kernels
     */
    public record Counts(int boots, int builds) {}

    public VarianceComponents {
        Stream.of(build, boot, iteration).forEach(component -> {
            if (!(component.orElse(0) >= 0) || !Double.isFinite(component.orElse(0))) {
                throw new AnalysisException(
                        "A variance component must be finite and not negative, not " + component + ".");
            }
        });
    }

    /** Between boots of the same build, or of builds of their own. */
    public enum Spread {
        /** All boots compared run the same build of their kernel. */
        WITHIN_BUILD,
        /** Each boot runs a build of its own. */
        ACROSS_BUILDS
    }

    /** True if the samples say how far boots differ. */
    public boolean knowsBoots(Spread spread) {
        return boot.isPresent() || (spread == Spread.ACROSS_BUILDS && build.isPresent());
    }

    /** Variance of the mean log of a boot of {@code iterations}, between boots of the given spread; 0 if {@link #knowsBoots} is false. */
    public double ofBootMean(int iterations, Spread spread) {
        if (!knowsBoots(spread)) {
            return 0;
        }
        return iteration.orElse(0) / require(iterations) + boot.orElse(0) + weight(spread) * build.orElse(0);
    }

    /**
     * Degrees of freedom of {@link #ofBootMean}: {@code 2 v^2 / var(v)} (Satterthwaite 1946) with the asymptotic variance of the
     * estimate. For a balanced layout and the same number of iterations that is the exact number of the mean square, boots less
     * kernels. A component that came out as 0 still counts as estimated. 0 if {@link #knowsBoots} is false.
     */
    public double degreesOfFreedom(int iterations, Spread spread) {
        double value = ofBootMean(iterations, spread);
        if (!knowsBoots(spread)) {
            return 0;
        }
        double variance = covariance.ofSum(1.0 / require(iterations), weight(spread));
        int counted = boot.isPresent() ? counts.boots() : counts.builds();
        return value > 0 && variance > 0 ? 2 * (value / variance) * value : counted;
    }

    /** Coefficient of variation of a boot's mean in percent: of a lognormal value, {@code 100 sqrt(exp(v) - 1)}. */
    public double cvPercent(int iterations, Spread spread) {
        return Finite.saturate(100 * Math.sqrt(Math.expm1(ofBootMean(iterations, spread))));
    }

    private static double weight(Spread spread) {
        return spread == Spread.ACROSS_BUILDS ? 1 : 0;
    }

    private static int require(int iterations) {
        if (iterations < 1) {
            throw new AnalysisException("A boot has at least one iteration, not " + iterations + ".");
        }
        return iterations;
    }
}
