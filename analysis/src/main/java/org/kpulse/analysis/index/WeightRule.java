package org.kpulse.analysis.index;

import org.kpulse.analysis.AnalysisException;

/**
 * Weights of metrics nobody gave one: the inverse of the deviation between boots in percent, divided by the number of the
 * benchmark's metrics so weighed; about what LKP's Table 5 does by hand (deviation 0.46 %: weight 2; 11.3 %: 0.1). The deviation is the one
 * known beforehand ({@link Weights#deviationPercent()}), else that within both sides' boots together: of both, so that swapping base and
 * candidate turns an index round and nothing else.
 *
 * @param leastDeviationPercent smaller deviations count as this, so that no weight exceeds its inverse; above 0
 * @param unknownDeviationPercent stands in where both sides have a single boot; above 0
 * @param largestShare cap of what the rule gives the metrics of one benchmark, as a share of all weight; with fewer than
 *     {@code 1 / largestShare} benchmarks the cap is an equal share. Weights given by a person are never cut.
 */
public record WeightRule(double leastDeviationPercent, double unknownDeviationPercent, double largestShare) {

    /** Largest weight 2 as in Table 5, 1 where nothing is known, at most a quarter for a benchmark (DESIGN 6.3). */
    public static final WeightRule DEFAULT = new WeightRule(0.5, 1.0, 0.25);

    /** Far below any deviation; its inverse and sums of it fit a double. */
    private static final double LEAST = 1e-100;

    public WeightRule {
        if (!(leastDeviationPercent >= LEAST)
                || !(unknownDeviationPercent >= LEAST)
                || !Double.isFinite(leastDeviationPercent + unknownDeviationPercent)
                || !(largestShare > 0 && largestShare <= 1)) {
            throw new AnalysisException(
                    "The weight rule needs finite deviations above 0 and a largest share between 0 and 1, not "
                            + leastDeviationPercent + ", " + unknownDeviationPercent + " and " + largestShare + ".");
        }
    }
}
