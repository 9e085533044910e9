package org.kpulse.analysis.changepoint;

import org.kpulse.analysis.AnalysisException;

/**
 * The settings of a search for changes. There is one default; the heights a change must reach belong to the rule version ({@link Boundary})
 * and are no settings.
 *
 * @param ruleVersion name of method and constants, stored with each finding
 * @param confidence of the intervals of position and size, 0 to 1
 * @param sdFloor smallest deviation of a point that is believed, on the scale of y, above 0: deterministic series repeat to the last bit
 */
public record ChangeRules(String ruleVersion, double confidence, double sdFloor) {

    public static final ChangeRules DEFAULT = new ChangeRules("levels-1", 0.95, 1e-4);

    public ChangeRules {
        if (ruleVersion.isBlank()) {
            throw new AnalysisException("Rules need a version: it is stored with each finding.");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new AnalysisException("Rule confidence must lie between 0 and 1, not " + confidence + ".");
        }
        if (!(sdFloor > 0 && sdFloor <= 1)) {
            throw new AnalysisException("Rule sdFloor must lie between 0 and 1, not " + sdFloor + ".");
        }
    }
}
