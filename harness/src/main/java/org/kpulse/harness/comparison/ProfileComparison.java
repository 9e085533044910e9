package org.kpulse.harness.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.profile.CommitWeight;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.FunctionPlaces;
import org.kpulse.analysis.profile.ProfileExplainer;
import org.kpulse.analysis.profile.ProfileRules;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.profile.KernelCode;
import org.kpulse.harness.store.CodeStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.harness.store.ProfileQuery.Phase;
import org.kpulse.harness.store.ProfileQuery.Sides;
import org.kpulse.harness.store.ReachQuery;

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
     * Without the phases of which no metric is known to have changed or to have stayed: what chance may have done to the metric it did to
     * its functions too, and a benchmark that settles on one of several levels by chance moves dozens of them. A change that is shown
     * (q at most alpha) but smaller than its margin is a change.
     */
    public static Map<Phase, Explanation> settled(Map<Phase, Explanation> phases, List<MetricComparison> metrics) {
        Map<Phase, Explanation> settled = new LinkedHashMap<>();
        phases.forEach((phase, explanation) -> {
            List<MetricComparison> own = metrics.stream()
                    .filter(metric -> metric.key().benchmark().equals(phase.benchmark())
                            && (phase.part().isEmpty() || metric.key().metric().equals(phase.part())))
                    .toList();
            if (own.isEmpty() || own.stream().anyMatch(ProfileComparison::settled)) {
                settled.put(phase, explanation);
            }
        });
        return settled;
    }

    private static boolean settled(MetricComparison metric) {
        return metric.verdict() != Verdict.INCONCLUSIVE
                || (metric.q().isPresent() && metric.q().getAsDouble() <= ProfileRules.DEFAULT.alpha());
    }

    /** The explanation of each phase that both kernels executed on a platform; none if they are the same or have no profiles. */
    public Map<Phase, Explanation> ofKernels(long platformId, KernelRow base, KernelRow candidate) {
        Map<Phase, Explanation> explained = new LinkedHashMap<>();
        if (base.id() == candidate.id()) {
            return explained;
        }
        SortedMap<Phase, Sides> phases = profiles.ofKernels(platformId, base.id(), candidate.id());
        if (phases.isEmpty()) {
            return explained;
        }
        KernelCode after = new CodeStore(database).placed(candidate.id());
        KernelCode before = new CodeStore(database).placed(base.id());
        FunctionPlaces places = function -> after.file(function).or(() -> before.file(function));
        ProfileRules rules = ProfileRules.DEFAULT.withPhases(phases.size());
        List<Phase> order = List.copyOf(phases.keySet());
        List<Explanation> found = order.parallelStream() // phases know nothing of each other, and are many
                .map(phase -> explain(Objects.requireNonNull(phases.get(phase)), places, rules))
                .toList();
        for (int i = 0; i < order.size(); i++) {
            explained.put(order.get(i), found.get(i));
        }
        return explained;
    }

    private static Explanation explain(Sides sides, FunctionPlaces places, ProfileRules rules) {
        return ProfileExplainer.explain(sides.base(), sides.candidate(), places, rules);
    }

    /**
     * What the profiles of two kernels say for weighing the commits between them ({@link CommitWeight}): names without modules.
     *
     * @param platformId that the change shows on
     */
    public CommitWeight.Evidence evidence(long platformId, KernelRow base, KernelRow candidate) {
        Set<String> moved = new TreeSet<>();
        ofKernels(platformId, base, candidate)
                .values()
                .forEach(explanation -> explanation.changes().forEach(change -> moved.add(plain(change.name()))));
        Set<String> executed = new TreeSet<>();
        new ReachQuery(database)
                .executed(List.of(base.id(), candidate.id()))
                .forEach(name -> executed.add(plain(name)));
        Set<String> symbols = new TreeSet<>();
        for (KernelRow kernel : List.of(base, candidate)) {
            new CodeStore(database).of(kernel.id()).files().keySet().forEach(name -> symbols.add(plain(name)));
        }
        return new CommitWeight.Evidence(moved, executed, symbols);
    }

    private static String plain(String function) {
        int module = function.indexOf(' ');
        return module < 0 ? function : function.substring(0, module);
    }
}
