package org.kpulse.harness.comparison;

import java.util.List;
import java.util.Optional;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.index.PerformanceIndex;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.KernelRow;

/**
 * A candidate against a base kernel on one platform.
 *
 * @param platform where both were measured
 * @param base the kernel compared with
 * @param candidate the kernel under test
 * @param metrics the answer for each metric measured on both, by name
 * @param missing metrics measured on one of them only
 * @param index empty when no metric that weighs anything was measured on both
 * @param provenanceWarnings what besides the kernel differs between the runs compared, one sentence each
 */
public record PlatformComparison(
        Platform platform,
        KernelRow base,
        KernelRow candidate,
        List<MetricComparison> metrics,
        List<MetricKey> missing,
        Optional<PerformanceIndex> index,
        List<String> provenanceWarnings) {

    public PlatformComparison {
        metrics = List.copyOf(metrics);
        missing = List.copyOf(missing);
        provenanceWarnings = List.copyOf(provenanceWarnings);
    }
}
