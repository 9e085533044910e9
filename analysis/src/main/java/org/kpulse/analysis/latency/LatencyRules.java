package org.kpulse.analysis.latency;

import org.kpulse.analysis.AnalysisException;

/**
 * The constants of a comparison of quantiles. Equal rules and samples give an equal answer.
 *
 * @param ruleVersion name of method and constants, stored with each answer
 * @param confidence of the intervals, 0 to 1
 * @param resamples of the bootstrap, at least 100
 * @param leastBootsToResample with fewer boots on a side the interval is Welch's t; at least 2
 * @param sdFloor smallest standard deviation of boots that is believed, as a share of 1, above 0
 * @param seed of the bootstrap
 */
public record LatencyRules(
        String ruleVersion, double confidence, int resamples, int leastBootsToResample, double sdFloor, long seed) {

    /** 95 %, 2,000 resamples from 8 boots a side on, a floor of 0.01 %; measured coverage: docs/statistics.md. */
    public static final LatencyRules DEFAULT = new LatencyRules("latency-1", 0.95, 2_000, 8, 1e-4, 20_070_627);

    public LatencyRules {
        if (ruleVersion.isBlank()
                || !(confidence > 0 && confidence < 1)
                || resamples < 100
                || leastBootsToResample < 2
                || !(sdFloor > 0 && sdFloor < 1)) {
            throw new AnalysisException(
                    "Latency rules need a version, a confidence between 0 and 1, at least 100 resamples, at"
                            + " least 2 boots to resample, and a floor between 0 and 1; given: \"" + ruleVersion
                            + "\", "
                            + confidence + ", " + resamples + ", " + leastBootsToResample + ", " + sdFloor + ".");
        }
    }
}
