package org.kpulse.harness.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.harness.store.StoredSamples;

/**
 * Stored samples as the analysis wants them.
 *
 * @param both metrics that both kernels have measured; of a benchmark whose recipe changed only the newest version
 * @param ids of these metrics in the database
 * @param all metrics that either has measured
 * @param runs that they come from
 */
record ComparedSamples(List<MetricSamples> both, Map<MetricKey, Long> ids, Set<MetricKey> all, Set<Long> runs) {

    static ComparedSamples of(List<StoredSamples> stored) {
        Map<MetricKey, MetricSamples> both = new LinkedHashMap<>();
        Map<MetricKey, Long> ids = new LinkedHashMap<>();
        Set<MetricKey> all = new TreeSet<>();
        Set<Long> runs = new TreeSet<>();
        for (StoredSamples each : stored) {
            MetricKey key = new MetricKey(each.benchmark(), each.metric());
            all.add(key); // the versions of a recipe come oldest first, so that the newest on both stays
            each.base().forEach(boot -> runs.add(boot.runId()));
            each.candidate().forEach(boot -> runs.add(boot.runId()));
            if (!each.base().isEmpty() && !each.candidate().isEmpty()) {
                ids.put(key, each.metricId());
                both.put(
                        key,
                        new MetricSamples(
                                key, each.unit(), each.direction(), boots(each.base()), boots(each.candidate())));
            }
        }
        return new ComparedSamples(List.copyOf(both.values()), ids, all, runs);
    }

    /** Metrics that only one of the kernels has measured. */
    List<MetricKey> missing() {
        return all.stream().filter(key -> !ids.containsKey(key)).toList();
    }

    private static List<BootSamples> boots(List<StoredSamples.Boot> boots) {
        return boots.stream()
                .map(b -> BootSamples.of("run " + b.runId(), b.values()))
                .toList();
    }
}
