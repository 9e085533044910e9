package org.kpulse.analysis.comparison;

import org.kpulse.analysis.AnalysisException;

/**
 * How large a change must be to matter, as shares of 1 (0.01 is 1 %). On the log scale d stands for {@code +-ln(1 + d)}, so that a
 * change and its reverse are treated alike.
 *
 * @param equal delta: changes wholly within it are NO_CHANGE; above 0
 * @param called delta_min: an estimated change below it is never called, however sure; 0 or more
 */
public record Margin(double equal, double called) {

    public Margin {
        if (!(equal > 0 && equal < 1) || !(called >= 0 && called < 1)) {
            throw new AnalysisException(
                    "A margin is a share of 1: equal between 0 and 1 and called from 0 to below 1, not " + equal
                            + " and " + called + ".");
        }
    }

    /** Both bounds the same. */
    public static Margin of(double share) {
        return new Margin(share, share);
    }
}
