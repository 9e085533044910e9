package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.profile.BootProfile;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.analysis.profile.FunctionPlaces;
import org.kpulse.analysis.profile.ProfileExplainer;
import org.kpulse.analysis.profile.ProfileRules;
import org.kpulse.harness.store.ProfileQuery.Phase;

/** Profiles for tests: pipe_write dearer by 52 instructions a call, one function gone and one new, one phase where nothing moved. */
final class Moved {

    private static final Map<String, String> FILES = Map.of(
            "pipe_write", "fs/pipe.c", "old_lock", "kernel/locking/mutex.c", "new_lock", "kernel/locking/mutex.c");
    private static final FunctionPlaces PLACES = name -> Optional.ofNullable(FILES.get(name));

    private Moved() {}

    static Map<Phase, Explanation> phases() {
        Map<Phase, Explanation> phases = new TreeMap<>();
        phases.put(
                new Phase("hackbench-pipe-process", ""), explanation(boots(143, "old_lock"), boots(195, "new_lock")));
        phases.put(
                new Phase("syscall-latency", "getppid"), explanation(boots(143, "old_lock"), boots(143, "old_lock")));
        return phases;
    }

    private static Explanation explanation(List<BootProfile> base, List<BootProfile> candidate) {
        return ProfileExplainer.explain(base, candidate, PLACES, ProfileRules.DEFAULT);
    }

    private static List<BootProfile> boots(long perCall, String lock) {
        List<BootProfile> boots = new ArrayList<>();
        for (int boot = 0; boot < 3; boot++) {
            boots.add(new BootProfile(
                    "boot " + boot,
                    2,
                    400_000 + boot,
                    1_000,
                    Map.of(
                            "pipe_write",
                            new FunctionCount(20_000 * perCall, 20_000),
                            lock,
                            new FunctionCount(300_000 + 6L * boot, 20_000),
                            "<script>&\u0001 [x]",
                            new FunctionCount(900_000 + 11L * boot, 9_000))));
        }
        return boots;
    }

    static List<MetricComparison> metrics() {
        return Reports.everything().metrics();
    }

    static RunReport.PlatformPart part() {
        return new RunReport.PlatformPart(
                Reports.comparison(
                        Reports.INSTRUCTIONS,
                        Reports.metric(
                                "hackbench-pipe-process",
                                "time",
                                Reports.around(0.25, 0.001, 3),
                                Reports.around(0.27, 0.001, 3)),
                        Reports.metric(
                                "syscall-latency",
                                "getppid",
                                Reports.around(456.7, 0.0001, 3),
                                Reports.around(456.8, 0.0001, 3))),
                List.of(),
                List.of(),
                phases());
    }
}
