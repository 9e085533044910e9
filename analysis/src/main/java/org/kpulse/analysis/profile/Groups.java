package org.kpulse.analysis.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kpulse.analysis.profile.Explanation.Grouping;

/** Sums of functions by where they are defined. */
final class Groups {

    private Groups() {}

    static List<GroupChange> of(Explanation explanation, Grouping grouping) {
        Map<String, List<FunctionDifference>> members = new TreeMap<>();
        for (FunctionDifference function : explanation.functions()) {
            members.computeIfAbsent(group(function, grouping), name -> new ArrayList<>())
                    .add(function);
        }
        List<GroupChange> groups = new ArrayList<>();
        members.forEach((name, functions) -> groups.add(sum(explanation, name, functions)));
        groups.sort(Comparator.comparingDouble((GroupChange group) -> -Math.abs(group.difference()))
                .thenComparing(GroupChange::name));
        return List.copyOf(groups);
    }

    private static GroupChange sum(Explanation explanation, String name, List<FunctionDifference> functions) {
        double difference =
                functions.stream().mapToDouble(FunctionDifference::difference).sum();
        int named = (int) functions.stream().filter(FunctionDifference::named).count();
        return new GroupChange(name, difference, explanation.share(difference), functions.size(), named);
    }

    private static String group(FunctionDifference function, Grouping grouping) {
        Optional<String> file = function.file();
        Optional<String> known = switch (grouping) {
            case FILE -> file.or(() -> Subsystem.module(function.name()));
            case SUBSYSTEM -> Subsystem.of(function.name(), name -> file);
        };
        return known.orElse("");
    }
}
