package org.kpulse.analysis.behaviour;

import org.kpulse.analysis.AnalysisException;

/**
 * The constants of correlations and ratios.
 *
 * @param ruleVersion name of method and constants, stored with each answer
 * @param confidence of every interval, 0 to 1
 * @param alpha level of q
 * @param strong from this |r| on a metric counts as driven by a counter, 0 to 1
 * @param margin a ratio that moved by less, as a share of 1, is stable
 * @param sdFloor smallest standard deviation of boots that is believed, as a share of 1, above 0
 */
public record BehaviourRules(
        String ruleVersion, double confidence, double alpha, double strong, double margin, double sdFloor) {

    /** 95 %, q of 5 %, |r| of 0.8, 1 % as for a time platform. */
    public static final BehaviourRules DEFAULT = new BehaviourRules("behaviour-1", 0.95, 0.05, 0.8, 0.01, 1e-4);

    public BehaviourRules {
        if (ruleVersion.isBlank()
                || !(confidence > 0 && confidence < 1)
                || !(alpha > 0 && alpha < 1)
                || !(strong > 0 && strong <= 1)
                || !(margin > 0 && margin < 1)
                || !(sdFloor > 0 && sdFloor < 1)) {
            throw new AnalysisException("Behaviour rules need a version and numbers between 0 and 1, not \""
                    + ruleVersion + "\", " + confidence + ", " + alpha + ", " + strong + ", " + margin + ", " + sdFloor
                    + ".");
        }
    }
}
