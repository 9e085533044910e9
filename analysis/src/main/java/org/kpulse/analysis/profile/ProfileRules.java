package org.kpulse.analysis.profile;

import org.kpulse.analysis.AnalysisException;

/**
 * The constants of an explanation. Equal rules and profiles give equal explanations.
 *
 * @param version name of method and constants, stored or shown with each explanation
 * @param alpha chance that anything is named in any of {@code phases} phases if nothing changed, 0 to 1
 * @param phases how many phases are explained together, at least 1
 * @param confidence of the intervals, 0 to 1
 * @param leastShare a function is named only from this part of the phase's total on, 0 to 1
 * @param sdFloor smallest standard deviation of boots that is believed, as a share of a function's mean, above 0
 * @param oddCalls a function's calls an iteration are believed to vary by this many at least, 0 or more
 */
public record ProfileRules(
        String version,
        double alpha,
        int phases,
        double confidence,
        double leastShare,
        double sdFloor,
        double oddCalls) {

    /** 5 % over 30 phases, intervals of 95 %, named from 0.05 % of the phase on. */
    public static final ProfileRules DEFAULT = new ProfileRules("profile-1", 0.05, 30, 0.95, 5e-4, 1e-4, 0.2);

    public ProfileRules {
        if (version.isBlank()
                || phases < 1
                || !(alpha > 0 && alpha < 1)
                || !(confidence > 0 && confidence < 1)
                || !(leastShare >= 0 && leastShare < 1)
                || !(sdFloor > 0 && sdFloor < 1)
                || !(oddCalls >= 0 && Double.isFinite(oddCalls))) {
            throw new AnalysisException("Profile rules need a version, phases and numbers between 0 and 1, not \""
                    + version + "\", " + alpha + ", " + phases + ", " + confidence + ", " + leastShare + ", " + sdFloor
                    + ", " + oddCalls + ".");
        }
    }

    /** The same for another number of phases explained together. */
    public ProfileRules withPhases(int phases) {
        return new ProfileRules(version, alpha, phases, confidence, leastShare, sdFloor, oddCalls);
    }

    /** The same with another least share of the total. */
    public ProfileRules withLeastShare(double leastShare) {
        return new ProfileRules(version, alpha, phases, confidence, leastShare, sdFloor, oddCalls);
    }
}
