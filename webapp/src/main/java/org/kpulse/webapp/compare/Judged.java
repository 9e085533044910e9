package org.kpulse.webapp.compare;

import java.util.List;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.harness.comparison.PlatformComparison;

/**
 * The answer to a question on one platform.
 *
 * @param platformId two platforms may have one name, when the host or the emulator changed
 */
record Judged(long platformId, Question question, PlatformComparison comparison) {

    /** The metrics to be shown, in order. */
    List<MetricComparison> shown() {
        return Tables.shown(comparison.metrics(), question.shown().all());
    }

    /** Where its open metric is on a page. */
    String anchor() {
        return "open-" + platformId;
    }
}
