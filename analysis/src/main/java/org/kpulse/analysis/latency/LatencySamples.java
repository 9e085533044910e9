package org.kpulse.analysis.latency;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;

/**
 * The distributions of one metric on one platform: the boots of the base kernel and those of the candidate. An empty side, a boot
 * named twice on a side and a boot without values are refused by an {@link AnalysisException} that names metric and boot.
 *
 * @param key the metric
 * @param unit unit of every value, for people
 * @param direction which way is better; latencies: lower
 * @param base boots of the base kernel, at least one
 * @param candidate boots of the candidate, likewise
 */
public record LatencySamples(
        MetricKey key,
        String unit,
        Direction direction,
        List<LatencyHistogram> base,
        List<LatencyHistogram> candidate) {

    public LatencySamples {
        base = List.copyOf(base);
        candidate = List.copyOf(candidate);
        requireUsable(key, "base", base);
        requireUsable(key, "candidate", candidate);
    }

    /** Whether every boot has values beyond the quantile, so that it is not just the maximum. */
    public boolean defines(Quantile quantile) {
        return boots().allMatch(boot -> quantile.isDefinedFor(boot.count()));
    }

    /**
     * A quantile as a metric of its own, one value a boot, named {@code <metric>.p99.9}: so it can be compared, corrected for
     * multiple testing and indexed like any other.
     *
     * @throws AnalysisException if a boot has too few values for it
     */
    public MetricSamples asMetric(Quantile quantile) {
        boots().filter(boot -> !quantile.isDefinedFor(boot.count())).findFirst().ifPresent(boot -> {
            throw new AnalysisException("Metric " + key + ", boot " + boot.boot() + ": " + boot.count()
                    + " values do not tell " + quantile.label() + " from the maximum.");
        });
        return new MetricSamples(
                new MetricKey(key.benchmark(), key.metric() + "." + quantile.label()),
                unit,
                direction,
                values(base, quantile),
                values(candidate, quantile));
    }

    private Stream<LatencyHistogram> boots() {
        return Stream.concat(base.stream(), candidate.stream());
    }

    private static List<BootSamples> values(List<LatencyHistogram> boots, Quantile quantile) {
        return boots.stream()
                .map(boot -> BootSamples.of(boot.boot(), boot.value(quantile).orElseThrow()))
                .toList();
    }

    private static void requireUsable(MetricKey key, String side, List<LatencyHistogram> boots) {
        if (boots.isEmpty()) {
            throw new AnalysisException("Metric " + key + " has no boots of the " + side + " kernel.");
        }
        Set<String> seen = new HashSet<>();
        for (LatencyHistogram boot : boots) {
            if (!seen.add(boot.boot())) {
                throw new AnalysisException("Metric " + key + " has boot " + boot.boot() + " of the " + side
                        + " kernel twice; record its values into one distribution.");
            }
            if (boot.count() == 0) {
                throw new AnalysisException(
                        "Metric " + key + " has no values in boot " + boot.boot() + " of the " + side + " kernel.");
            }
        }
    }
}
