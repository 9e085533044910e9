package org.kpulse.harness.comparison;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.NoisePriors;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.NoiseQuery;
import org.kpulse.harness.store.NoiseQuery.Run;

/**
 * What all runs but those judged say of the noise of a platform. It is learnt once for each list of runs that it is learnt from, so a page
 * that judges two old kernels again and again does not learn it again and again; the answers are those of learning it each time.
 */
final class RecentNoise {

    private static final int PLATFORMS = 100;
    private static final int MODELS = 200;

    private final NoiseQuery query;
    private final Map<Long, Recent> recent = newest(PLATFORMS);
    private final Map<Source, NoisePriors> learnt = newest(MODELS);

    RecentNoise(Database database) {
        this.query = new NoiseQuery(database);
    }

    /** Runs of a platform as they were when {@code newest} was the newest run of all. */
    private record Recent(long newest, List<Run> runs) {}

    private record Source(Map<MetricKey, Long> ids, List<Run> runs) {}

    /**
     * Priors for a comparison.
     *
     * @param ids of the metrics compared
     * @param judged the runs compared
     */
    NoisePriors beside(long platformId, Map<MetricKey, Long> ids, Collection<Long> judged) {
        List<Run> runs = NoiseQuery.chosen(recent(platformId), query.these(judged));
        Source source = new Source(Map.copyOf(ids), runs);
        synchronized (learnt) {
            NoisePriors known = learnt.get(source);
            if (known != null) {
                return known;
            }
        }
        NoisePriors priors = PlatformNoise.priors(ids, query.boots(runs));
        synchronized (learnt) {
            learnt.put(source, priors);
        }
        return priors;
    }

    private List<Run> recent(long platformId) {
        long newest = query.newestRun();
        synchronized (recent) {
            Recent known = recent.get(platformId);
            if (known != null && known.newest() == newest) {
                return known.runs();
            }
        }
        List<Run> runs = query.recent(platformId);
        synchronized (recent) {
            recent.put(platformId, new Recent(newest, runs));
        }
        return runs;
    }

    private static <K, V> Map<K, V> newest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
