package org.kpulse.analysis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All samples of one metric on one platform: the boots of the base kernel and those of the candidate. Zero is a measurement; an
 * empty side or boot, a boot named twice on a side, and a value that is NaN, infinite or negative are refused by an
 * {@link AnalysisException} that names metric and boot.
 *
 * @param key the metric
 * @param unit unit of every value, for people
 * @param direction which way is better
 * @param base boots of the base kernel, at least one, each with at least one value
 * @param candidate boots of the candidate, likewise
 */
public record MetricSamples(
        MetricKey key, String unit, Direction direction, List<BootSamples> base, List<BootSamples> candidate) {

    public MetricSamples {
        base = List.copyOf(base);
        candidate = List.copyOf(candidate);
        requireUsable(key, "base", base);
        requireUsable(key, "candidate", candidate);
    }

    /**
     * The number of leading iterations that every boot of both sides has. Iterations within a boot differ systematically (its
     * state evolves), so only these are compared: a boot cut short must not look faster for want of its slow last iterations.
     */
    public int commonIterations() {
        return boots().mapToInt(BootSamples::count).min().orElseThrow();
    }

    /** True if some boot has more iterations than {@link #commonIterations()}, so that samples are left out. */
    public boolean hasUnequalIterations() {
        int common = commonIterations();
        return boots().anyMatch(boot -> boot.count() > common);
    }

    /** True if a compared value is zero, which has no logarithm. */
    public boolean hasZero() {
        int common = commonIterations();
        return hasZero(base, common) || hasZero(candidate, common);
    }

    private Stream<BootSamples> boots() {
        return Stream.concat(base.stream(), candidate.stream());
    }

    private static boolean hasZero(List<BootSamples> boots, int iterations) {
        for (BootSamples boot : boots) {
            for (int i = 0; i < iterations; i++) {
                if (boot.value(i) == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void requireUsable(MetricKey key, String side, List<BootSamples> boots) {
        if (boots.isEmpty()) {
            throw new AnalysisException("Metric " + key + " has no boots of the " + side
                    + " kernel; leave it out of the comparison and name it as missing in the index.");
        }
        Set<String> seen = new HashSet<>();
        for (BootSamples boot : boots) {
            if (!seen.add(boot.boot())) {
                throw new AnalysisException("Metric " + key + " has boot " + boot.boot() + " of the " + side
                        + " kernel twice; join its iterations into one.");
            }
            requireUsable(key, side, boot);
        }
    }

    private static void requireUsable(MetricKey key, String side, BootSamples boot) {
        if (boot.count() == 0) {
            throw new AnalysisException(
                    "Metric " + key + " has no samples in boot " + boot.boot() + " of the " + side + " kernel.");
        }
        for (int i = 0; i < boot.count(); i++) {
            double value = boot.value(i);
            if (!Double.isFinite(value) || value < 0) {
                throw new AnalysisException("Metric " + key + ", boot " + boot.boot() + " of the " + side
                        + " kernel, iteration " + (i + 1) + ": the value " + value
                        + " is not a measurement; it must be finite and not negative.");
            }
        }
    }
}
