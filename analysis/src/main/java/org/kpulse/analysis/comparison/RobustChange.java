package org.kpulse.analysis.comparison;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.HodgesLehmann;
import org.kpulse.analysis.inference.MannWhitney;
import org.kpulse.analysis.inference.MeanDifference;

/**
 * The same change without assuming any shape of the noise: the Hodges-Lehmann shift of the boots and the rank sum test. It stands
 * beside the verdict and gives none; few boots cannot make its p small (3 a side: never below 0.1).
 *
 * @param percent median of all ratios of a candidate's and a base's boot, as a change in percent; empty if the base is 0
 * @param percentInterval of it at the confidence of the rules; empty where so few boots cannot reach that
 * @param p two-sided, of Mann and Whitney's test
 * @param disagrees whether one of the two tests sees a change at level alpha and the other, which could, does not; or both do, with
 *     opposite signs
 */
public record RobustChange(OptionalDouble percent, Optional<Interval> percentInterval, double p, boolean disagrees) {

    static RobustChange of(
            double[] base, double[] candidate, BootScale scale, MeanDifference test, ComparisonRules rules) {
        HodgesLehmann shift = HodgesLehmann.shift(base, candidate, rules.confidence());
        double p = MannWhitney.of(base, candidate).twoSidedP();
        boolean sure = test.p() <= rules.alpha();
        boolean opposite = sure && shift.shift() * test.difference() < 0;
        boolean onlyOne = smallestP(base.length, candidate.length) <= rules.alpha() && sure != (p <= rules.alpha());
        return new RobustChange(
                scale.percent(shift.shift()), shift.interval().flatMap(scale::percent), p, opposite || onlyOne);
    }

    /** The smallest p that the rank sum test can give with so many boots: two of all splits. */
    static double smallestP(int base, int candidate) {
        double splits = 1;
        for (int i = 1; i <= Math.min(base, candidate); i++) {
            splits *= (double) (Math.max(base, candidate) + i) / i;
        }
        return Math.min(1, 2 / splits);
    }
}
