package org.kpulse.analysis.behaviour;

import org.kpulse.analysis.AnalysisException;

/**
 * When a host covariate is used.
 *
 * @param ruleVersion name of method and constants, stored with each answer
 * @param confidence of the interval, and of the baseline's correlation, 0 to 1
 * @param leastDegreesOfFreedom that must be left after the slope took one; at least 2
 * @param sdFloor smallest standard deviation of boots that is believed, as a share of 1, above 0
 */
public record AdjustmentRules(String ruleVersion, double confidence, int leastDegreesOfFreedom, double sdFloor) {

    /** 95 %, 3 degrees of freedom (3 boots a side). Measured error rates: docs/statistics.md. */
    public static final AdjustmentRules DEFAULT = new AdjustmentRules("covariate-1", 0.95, 3, 1e-4);

    public AdjustmentRules {
        if (ruleVersion.isBlank()
                || !(confidence > 0 && confidence < 1)
                || leastDegreesOfFreedom < 2
                || !(sdFloor > 0 && sdFloor < 1)) {
            throw new AnalysisException(
                    "Adjustment rules need a version, 2 degrees of freedom and numbers between 0 and" + " 1, not \""
                            + ruleVersion + "\", " + confidence + ", " + leastDegreesOfFreedom + ", " + sdFloor + ".");
        }
    }
}
