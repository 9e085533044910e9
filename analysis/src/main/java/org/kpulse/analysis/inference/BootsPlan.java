package org.kpulse.analysis.inference;

import java.util.OptionalInt;

/**
 * How many boots a side would settle an open question, if estimate and deviations stay as they are now.
 *
 * <p>With n boots a side, {@code SE = sqrt((sdBase^2 + sdCandidate^2) / n)} and Welch's degrees of freedom, the question is settled
 * with probability {@code power} if either
 * <ul>
 *   <li>{@code |estimate| >= called} and {@code |estimate| >= (t(1 - alpha/2) + t(power)) * SE} (a change is called), or
 *   <li>{@code |estimate| < equal} and {@code equal - |estimate| >= (t((1 + confidence)/2) + t((1 + power)/2)) * SE} (the
 *       interval lies within the margin: two one-sided tests, Schuirmann 1987).
 * </ul>
 *
 * @param estimate size of the change, not negative, on the scale of the deviations
 * @param base the base's boots as they are
 * @param candidate the candidate's boots as they are
 * @param goal what counts as settled
 */
public record BootsPlan(double estimate, Moments base, Moments candidate, Goal goal) {

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

    /** Boots a side in total, more than the smaller side has now; empty if {@link #MOST_BOOTS} would not settle it. */
    public OptionalInt bootsPerSide() {
        double now = Math.max(Math.max(base.n(), candidate.n()), Math.min(base.n(), candidate.n()) + 1);
        double n = Math.max(now, Math.ceil(normalBoots()));
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
        double variance = base.sd() * base.sd() + candidate.sd() * candidate.sd();
        double fewest = Double.POSITIVE_INFINITY;
        if (estimate >= goal.called() && estimate > 0) {
            double z = StudentT.normalUpper(goal.alpha() / 2) + StudentT.normalUpper(1 - goal.power());
            fewest = variance * z * z / (estimate * estimate);
        }
        double room = goal.equal() - estimate;
        if (room > 0) {
            double z = StudentT.normalUpper((1 - goal.confidence()) / 2) + StudentT.normalUpper((1 - goal.power()) / 2);
            fewest = Math.min(fewest, variance * z * z / (room * room));
        }
        return fewest;
    }

    private boolean settledWith(int n) {
        Welch then = Welch.of(new Moments(n, 0, base.sd()), new Moments(n, estimate, candidate.sd()));
        return isCalled(then) || isEqual(then);
    }

    private boolean isCalled(Welch then) {
        return estimate >= goal.called() && estimate >= then.detectable(goal.alpha(), goal.power());
    }

    private boolean isEqual(Welch then) {
        return estimate < goal.equal()
                && goal.equal() - estimate >= then.detectable(1 - goal.confidence(), (1 + goal.power()) / 2);
    }
}
