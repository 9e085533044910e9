package org.kpulse.harness.store;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.profile.PhaseProfile;
import org.kpulse.harness.profile.RunProfile;

/** A run's profile as rows of the database. */
final class ProfileRows {

    /** Functions whose counts are stored together: enough for compression, few enough to read one function of many runs. */
    static final int BUCKET = 32;

    private ProfileRows() {}

    /** The names of all functions, sorted, so that a first profile numbers them the same wherever it is stored. */
    static SortedSet<String> names(RunProfile profile) {
        SortedSet<String> names = new TreeSet<>();
        profile.phases().forEach(phase -> names.addAll(phase.functions().keySet()));
        return names;
    }

    /** Rows of {@code profile_phase} for COPY. */
    static StringBuilder phases(long run, RunProfile profile) {
        StringBuilder rows = new StringBuilder();
        List<PhaseProfile> phases = profile.phases();
        for (int i = 0; i < phases.size(); i++) {
            PhaseProfile phase = phases.get(i);
            rows.append(run).append('\t').append(i).append('\t').append(phase.benchmark());
            rows.append('\t').append(phase.part()).append('\t').append(phase.iterations());
            rows.append('\t').append(phase.user()).append('\t').append(phase.unknown());
            rows.append('\n');
        }
        return rows;
    }

    /** The four lists of a bucket. */
    private static final class Lists {
        private final StringBuilder functions = new StringBuilder();
        private final StringBuilder phases = new StringBuilder();
        private final StringBuilder instructions = new StringBuilder();
        private final StringBuilder calls = new StringBuilder();

        private void add(int function, int phase, FunctionCount count) {
            next(functions).append(function);
            next(phases).append(phase);
            next(instructions).append(count.instructions());
            next(calls).append(count.calls());
        }

        private static StringBuilder next(StringBuilder list) {
            return list.append(list.isEmpty() ? '{' : ',');
        }
    }

    /** Rows of {@code profile_part} for COPY. */
    static StringBuilder parts(long run, RunProfile profile, ToIntFunction<String> ids) {
        Map<Integer, Map<Integer, FunctionCount>> byFunction = new TreeMap<>();
        List<PhaseProfile> phases = profile.phases();
        for (int i = 0; i < phases.size(); i++) {
            int phase = i;
            phases.get(i)
                    .functions()
                    .forEach((name, count) -> byFunction
                            .computeIfAbsent(ids.applyAsInt(name), id -> new TreeMap<>())
                            .put(phase, count));
        }
        Map<Integer, Lists> buckets = new TreeMap<>();
        byFunction.forEach((function, counts) -> {
            Lists lists = buckets.computeIfAbsent(function / BUCKET, bucket -> new Lists());
            counts.forEach((phase, count) -> lists.add(function, phase, count));
        });
        StringBuilder rows = new StringBuilder();
        buckets.forEach((bucket, lists) -> {
            rows.append(run).append('\t').append(bucket).append('\t');
            rows.append(lists.functions).append("}\t").append(lists.phases).append("}\t");
            rows.append(lists.instructions).append("}\t").append(lists.calls).append("}\n");
        });
        return rows;
    }
}
