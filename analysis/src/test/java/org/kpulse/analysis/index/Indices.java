package org.kpulse.analysis.index;

import java.util.List;
import org.kpulse.analysis.MetricKey;

/** Indices for tests. */
final class Indices {

    private Indices() {}

    /** An index of one metric with this estimate. */
    static PerformanceIndex of(IndexEstimate estimate) {
        Contribution only =
                new Contribution(new MetricKey("bench", "time"), 1, estimate.logIndex(), estimate.logIndex());
        return new PerformanceIndex(
                estimate.value(),
                estimate.interval(0.95),
                estimate.precision().isPresent() ? PerformanceIndex.Method.STUDENT_T : PerformanceIndex.Method.NONE,
                estimate,
                List.of(only),
                List.of(),
                "test");
    }
}
