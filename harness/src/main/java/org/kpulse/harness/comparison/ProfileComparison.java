package org.kpulse.harness.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.FunctionPlaces;
import org.kpulse.analysis.profile.ProfileExplainer;
import org.kpulse.analysis.profile.ProfileRules;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.harness.store.ProfileQuery.Phase;
import org.kpulse.harness.store.ProfileQuery.Sides;

/** Which functions moved between two kernels, from their stored profiles. */
public final class ProfileComparison {

    private final Database database;
    private final ProfileQuery profiles;

    public ProfileComparison(Database database) {
        this.database = database;
        this.profiles = new ProfileQuery(database);
    }

    /** As {@link #ofKernels} for the platform and kernels of a comparison; none where instructions are not counted. */
    public Map<Phase, Explanation> of(PlatformComparison comparison) {
        return new PlatformStore(database)
                .findByName(comparison.platform().name()).stream()
                        .filter(row -> row.platform().equals(comparison.platform()))
                        .filter(row -> row.platform().kind() == Platform.Kind.INSTRUCTIONS)
                        .findFirst()
                        .map(row -> ofKernels(row.id(), comparison.base(), comparison.candidate()))
                        .orElse(Map.of());
    }

    /**
     * Without the phases whose metrics are all INCONCLUSIVE: what chance may have done to the metric it did to its functions too, and
     * a benchmark that settles on one of several levels by chance moves dozens of them.
     */
    public static Map<Phase, Explanation> settled(Map<Phase, Explanation> phases, List<MetricComparison> metrics) {
        Map<Phase, Explanation> settled = new LinkedHashMap<>();
        phases.forEach((phase, explanation) -> {
            List<MetricComparison> own = metrics.stream()
                    .filter(metric -> metric.key().benchmark().equals(phase.benchmark())
                            && (phase.part().isEmpty() || metric.key().metric().equals(phase.part())))
                    .toList();
            if (own.isEmpty() || own.stream().anyMatch(metric -> metric.verdict() != Verdict.INCONCLUSIVE)) {
                settled.put(phase, explanation);
            }
        });
        return settled;
    }

    /** The explanation of each phase that both kernels executed on a platform; none if they are the same or have no profiles. */
    public Map<Phase, Explanation> ofKernels(long platformId, KernelRow base, KernelRow candidate) {
        Map<Phase, Explanation> explained = new LinkedHashMap<>();
        if (base.id() == candidate.id()) {
            return explained;
        }
        SortedMap<Phase, Sides> phases = profiles.ofKernels(platformId, base.id(), candidate.id());
        ProfileRules rules = ProfileRules.DEFAULT.withPhases(Math.max(1, phases.size()));
        phases.forEach((phase, sides) -> explained.put(
                phase, ProfileExplainer.explain(sides.base(), sides.candidate(), FunctionPlaces.NOWHERE, rules)));
        return explained;
    }
}
