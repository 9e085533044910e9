package org.kpulse.analysis.behaviour;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;

/**
 * One metric over the boots of one kernel, as a baseline campaign measures it. Empty boots, a boot named twice and values that are
 * NaN, infinite or negative are refused by an {@link AnalysisException} that names metric and boot.
 *
 * @param key the metric
 * @param boots its boots; the leading iterations that all of them have are used
 */
public record MetricBoots(MetricKey key, List<BootSamples> boots) {

    public MetricBoots {
        boots = List.copyOf(boots);
        Set<String> seen = new HashSet<>();
        for (BootSamples boot : boots) {
            if (!seen.add(boot.boot())) {
                throw new AnalysisException("Metric " + key + " has boot " + boot.boot() + " twice.");
            }
            if (boot.count() == 0) {
                throw new AnalysisException("Metric " + key + " has no samples in boot " + boot.boot() + ".");
            }
            for (double value : boot.values()) {
                if (!Double.isFinite(value) || value < 0) {
                    throw new AnalysisException("Metric " + key + ", boot " + boot.boot() + ": the value " + value
                            + " is not a measurement; it must be finite and not negative.");
                }
            }
        }
    }

    /** Mean of each boot in the metric's unit, by its id. */
    Map<String, Double> means() {
        int iterations = iterations();
        Map<String, Double> means = new TreeMap<>();
        boots.forEach(boot -> means.put(boot.boot(), boot.mean(iterations)));
        return means;
    }

    /** Leading iterations that every boot has; 0 without boots. */
    int iterations() {
        return boots.stream().mapToInt(BootSamples::count).min().orElse(0);
    }
}
