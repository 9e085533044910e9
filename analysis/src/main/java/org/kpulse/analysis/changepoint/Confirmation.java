package org.kpulse.analysis.changepoint;

import java.util.List;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.inference.MeanDifference;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.StudentT;
import org.kpulse.analysis.inference.Welch;

/**
 * Whether fresh boots on both sides of a suspected change show it again: a one-sided Welch test in the direction of the finding. The boots of the
 * finding itself must not be among them, since they were chosen for looking changed; then a chance finding is confirmed with probability
 * {@code alpha} at most.
 *
 * @param decision the answer
 * @param difference mean of the boots after minus those before, on the scale of y
 * @param p one-sided p of no change, or one in the other direction
 */
public record Confirmation(Decision decision, double difference, double p) {

    /** Level of {@link #of(Finding, List, List)}. */
    public static final double ALPHA = 0.05;

    private static final int FEWEST = 2;

    /** What fresh boots say of a suspected change. */
    public enum Decision {
        /** They show it too. */
        CONFIRMED,
        /** They do not show it. */
        NOT_CONFIRMED
    }

    /** As {@link #of(Finding, List, List, double, double)} at 5 % and the default floor of the deviation. */
    public static Confirmation of(Finding suspected, List<Double> before, List<Double> after) {
        return of(suspected, before, after, ALPHA, ChangeRules.DEFAULT.sdFloor());
    }

    /**
     * Tests fresh boots of the last kernel before the suspected change and the first after it.
     *
     * @param suspected an alert
     * @param before values {@code s * ln(x)} of fresh boots of the kernel before, at least 2
     * @param after of the kernel after, at least 2
     * @param alpha largest p that confirms, 0 to 0.5
     * @param sdFloor smallest deviation of boots that is believed
     */
    public static Confirmation of(
            Finding suspected, List<Double> before, List<Double> after, double alpha, double sdFloor) {
        if (!(alpha > 0 && alpha <= 0.5)) {
            throw new AnalysisException("The level of a confirmation must lie between 0 and 0.5, not " + alpha + ".");
        }
        if (before.size() < FEWEST || after.size() < FEWEST) {
            throw new AnalysisException("Finding " + suspected.number() + " cannot be confirmed by " + before.size()
                    + " and " + after.size() + " boots; boot each side at least twice.");
        }
        MeanDifference welch = Welch.of(moments(before, sdFloor), moments(after, sdFloor));
        double towards = Math.signum(suspected.size()) * welch.difference();
        double twoSided = StudentT.twoSidedP(towards / welch.standardError(), welch.degreesOfFreedom());
        double p = towards > 0 ? twoSided / 2 : 1 - twoSided / 2;
        Decision decision = p <= alpha ? Decision.CONFIRMED : Decision.NOT_CONFIRMED;
        return new Confirmation(decision, Finite.saturate(welch.difference()), p);
    }

    private static Moments moments(List<Double> boots, double sdFloor) {
        return Moments.of(boots.stream().mapToDouble(Double::doubleValue).toArray())
                .withSdAtLeast(sdFloor);
    }
}
