package org.kpulse.analysis.inference;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * How many boots a side would settle a comparison if estimate and variance stay as they are: either the change is called or it is
 * shown to lie within the margin, with the wanted probability.
 *
 * @param estimate size of the estimated change, 0 or more
 * @param variance of one boot of the base plus that of one boot of the candidate
 * @param degreesOfFreedom of the standard error with so many boots a side
 * @param fewest boots a side that may be proposed
 * @param goal what counts as settled
 */
public record BootsPlan(double estimate, double variance, IntToDoubleFunction degreesOfFreedom, int fewest, Goal goal) {

    /** More boots a side than this are not proposed. */
    public static final int MOST_BOOTS = 1_000;

    /**
     * What counts as settled.
     *
     * @param called smallest change that is called
     * @param equal equivalence margin
     * @param alpha level at which p must fall, after correction for the number of tests
     * @param confidence of the interval
     * @param power wanted probability of an answer
     */
    public record Goal(double called, double equal, double alpha, double confidence, double power) {}

    /** With two groups compared by Welch's t: their variances keep their shares. */
    public static IntToDoubleFunction welch(Moments base, Moments candidate) {
        double b = base.sd() * base.sd();
        double c = candidate.sd() * candidate.sd();
        double share = b + c == 0 ? 0.5 : b / (b + c);
        return n -> (n - 1) / (share * share + (1 - share) * (1 - share));
    }

    /** Boots a side in total; empty if {@link #MOST_BOOTS} would not settle it. */
    public OptionalInt bootsPerSide() {
        double n = Math.max(fewest, Math.ceil(normalBoots()));
        while (n <= MOST_BOOTS) {
            if (settledWith((int) n)) {
                return OptionalInt.of((int) n);
            }
            n++;
        }
        return OptionalInt.empty();
    }

    /** Boots that normal quantiles would ask for: never more than Student's, and few less. */
    private double normalBoots() {
        double least = Double.POSITIVE_INFINITY;
        if (estimate >= goal.called() && estimate > 0) {
            double z = StudentT.normalUpper(goal.alpha() / 2) + StudentT.normalUpper(1 - goal.power());
            least = variance * z * z / (estimate * estimate);
        }
        double room = goal.equal() - estimate;
        if (room > 0) {
            double z = StudentT.normalUpper((1 - goal.confidence()) / 2) + StudentT.normalUpper((1 - goal.power()) / 2);
            least = Math.min(least, variance * z * z / (room * room));
        }
        return least;
    }

    private boolean settledWith(int n) {
        MeanDifference then = new MeanDifference(estimate, Math.sqrt(variance / n), degreesOfFreedom.applyAsDouble(n));
        return isCalled(then) || isEqual(then);
    }

    private boolean isCalled(MeanDifference then) {
        return estimate >= goal.called() && estimate >= then.detectable(goal.alpha(), goal.power());
    }

    private boolean isEqual(MeanDifference then) {
        return estimate < goal.equal()
                && goal.equal() - estimate >= then.detectable(1 - goal.confidence(), (1 + goal.power()) / 2);
    }
}
