package org.kpulse.analysis.index;

import org.kpulse.analysis.MetricKey;

/**
 * A metric that should be in an index and is not.
 *
 * @param key the metric
 * @param reason why
 */
public record LeftOut(MetricKey key, Reason reason) {

    /** Why a metric is not in an index. */
    public enum Reason {
        /** Expected, but not measured on both kernels. */
        NOT_MEASURED,
        /** A sample is 0, so there is no ratio. */
        ZERO_SAMPLES
    }
}
