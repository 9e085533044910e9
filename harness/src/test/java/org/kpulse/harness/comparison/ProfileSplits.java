package org.kpulse.harness.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.MetricSamples;
import org.kpulse.analysis.comparison.Comparer;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.profile.BootProfile;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.FunctionPlaces;
import org.kpulse.analysis.profile.ProfileExplainer;
import org.kpulse.analysis.profile.ProfileRules;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.harness.store.ProfileQuery.Phase;
import org.kpulse.harness.store.SampleQuery;
import org.kpulse.harness.store.StoredSamples;

/**
 * Measures how often {@code kpulse why} names a function where nothing changed: the boots of one kernel, one a seed, are split by chance into two
 * sides again and again, and each pair of sides is explained as two kernels are. Not a test; docs/benchmarks/profiles.sh runs it.
 */
public final class ProfileSplits {

    private static final String PLATFORM = "qemu-instructions";

    private final Map<Long, Map<Phase, BootProfile>> profiles = new TreeMap<>();
    private final List<StoredSamples> samples;

    private ProfileSplits(Database database, long experiment) {
        long platform = new PlatformStore(database).findByName(PLATFORM).get(0).id();
        this.samples = new SampleQuery(database).ofExperiment(experiment, platform);
        Set<Long> runs = new TreeSet<>();
        samples.forEach(metric -> metric.base().forEach(boot -> runs.add(boot.runId())));
        for (long run : runs) {
            new ProfileQuery(database).ofRun(run).ifPresent(found -> profiles.put(run, found.phases()));
        }
    }

    /** Takes the state directory, an experiment of one kernel against itself, how many splits, boots a side, and a seed. */
    public static void main(String[] arguments) {
        StateDirectory state = new StateDirectory(Path.of(arguments[0]));
        int splits = Integer.parseInt(arguments[2]);
        int boots = Integer.parseInt(arguments[3]);
        Random random = new Random(Long.parseLong(arguments[4]));
        try (Database database = Database.open(DatabaseSettings.embedded(), state, Progress.silent())) {
            ProfileSplits all = new ProfileSplits(database, Long.parseLong(arguments[1]));
            int shown = 0;
            int named = 0;
            Map<String, Integer> phases = new TreeMap<>();
            for (int i = 0; i < splits; i++) {
                Map<Phase, Explanation> explained = all.split(boots, random);
                named += moved(explained).isEmpty() ? 0 : 1;
                moved(explained).forEach(phase -> phases.merge(phase.toString(), 1, Integer::sum));
                shown += moved(ProfileComparison.settled(explained, all.verdicts))
                                .isEmpty()
                        ? 0
                        : 1;
            }
            System.out.printf(
                    Locale.ROOT,
                    "splits %d, boots %d of %d, named by why %d, named in any phase %d %s%n",
                    splits,
                    boots,
                    all.profiles.size(),
                    shown,
                    named,
                    phases);
        }
    }

    private static List<Phase> moved(Map<Phase, Explanation> explained) {
        return explained.entrySet().stream()
                .filter(each -> !each.getValue().changes().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<MetricComparison> verdicts = List.of();

    /** Explains two sides drawn by chance, and keeps what their metrics say. */
    private Map<Phase, Explanation> split(int boots, Random random) {
        List<Long> runs = new ArrayList<>(profiles.keySet());
        Collections.shuffle(runs, random);
        List<Long> base = runs.subList(0, boots);
        List<Long> candidate = runs.subList(boots, 2 * boots);
        verdicts = Comparer.compare(
                samples.stream().map(metric -> metric(metric, base, candidate)).toList(),
                ComparisonRules.forInstructions());
        Map<Phase, Explanation> explained = new LinkedHashMap<>();
        Set<Phase> phases = profiles.get(runs.get(0)).keySet();
        ProfileRules rules = ProfileRules.DEFAULT.withPhases(phases.size());
        phases.forEach(phase -> explained.put(
                phase, ProfileExplainer.explain(of(base, phase), of(candidate, phase), FunctionPlaces.NOWHERE, rules)));
        return explained;
    }

    private List<BootProfile> of(List<Long> runs, Phase phase) {
        return runs.stream().map(run -> profiles.get(run).get(phase)).toList();
    }

    private static MetricSamples metric(StoredSamples metric, List<Long> base, List<Long> candidate) {
        Map<Long, BootSamples> boots = new HashMap<>();
        metric.base().forEach(boot -> boots.put(boot.runId(), BootSamples.of("run " + boot.runId(), boot.values())));
        return new MetricSamples(
                new MetricKey(metric.benchmark(), metric.metric()),
                metric.unit(),
                metric.direction(),
                base.stream().map(boots::get).toList(),
                candidate.stream().map(boots::get).toList());
    }
}
