package org.kpulse.analysis.index;

import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.comparison.ComparisonRules;

/**
 * The constants of an index. Equal rules and samples give an equal index and interval.
 *
 * @param ruleVersion name of method and constants, stored with each index
 * @param confidence of the interval, 0 to 1
 * @param resamples of the bootstrap, at least 100
 * @param leastBootsToResample with fewer boots on a side the interval is Student's or Welch's t; at least 2
 * @param sdFloor smallest standard deviation of boot scores that is believed, as a share of 1, above 0
 * @param seed of the bootstrap
 */
public record IndexRules(
        String ruleVersion, double confidence, int resamples, int leastBootsToResample, double sdFloor, long seed) {

    /** 95 %, 2,000 resamples from 8 boots a side on; measured coverage: docs/statistics.md. */
    public static final IndexRules DEFAULT =
            new IndexRules("index-2", 0.95, 2_000, 8, ComparisonRules.SD_FLOOR, 20_070_627);

    public IndexRules {
        if (ruleVersion.isBlank()
                || !(confidence > 0 && confidence < 1)
                || resamples < 100
                || leastBootsToResample < 2
                || !(sdFloor > 0 && sdFloor < 1)) {
            throw new AnalysisException(
                    "Index rules need a version, a confidence between 0 and 1, at least 100 resamples, at"
                            + " least 2 boots to resample, and a floor between 0 and 1; given: \"" + ruleVersion
                            + "\", "
                            + confidence + ", " + resamples + ", " + leastBootsToResample + ", " + sdFloor + ".");
        }
    }
}
