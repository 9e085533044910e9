package org.kpulse.analysis.index;

import java.util.List;
import org.kpulse.analysis.Finite;

/**
 * One platform's part in an index over platforms.
 *
 * @param platform its name
 * @param weight its share of all platforms' weight, 0 to 1
 * @param index the platform's own index
 * @param logContribution exactly the sum of the metrics' {@code logContribution}, added in their order; these of all platforms sum to
 *     {@link OverallIndex#logIndex()}
 * @param metrics each metric's part in the index over platforms: weight and contribution of the platform's own index, times {@code weight}
 */
public record PlatformContribution(
        String platform, double weight, PerformanceIndex index, double logContribution, List<Contribution> metrics) {

    public PlatformContribution {
        metrics = List.copyOf(metrics);
    }

    /** By how many percent this platform alone moved the index over platforms. */
    public double indexPercent() {
        return Finite.percent(logContribution);
    }

    static PlatformContribution of(String platform, double weight, PerformanceIndex index) {
        List<Contribution> metrics = index.contributions().stream()
                .map(c -> new Contribution(c.key(), weight * c.weight(), c.logGain(), weight * c.logContribution()))
                .toList();
        double sum = 0;
        for (Contribution metric : metrics) {
            sum += metric.logContribution();
        }
        return new PlatformContribution(platform, weight, index, sum, metrics);
    }
}
