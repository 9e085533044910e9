package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.profile.BootProfile;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ProfileQuery;

/** The exact profile of a run: what each phase executed, and its largest functions. */
final class RunProfileView implements CollectedView {

    private static final int LARGEST = 3;

    @Override
    public String key() {
        return "profile";
    }

    @Override
    public Optional<String> text(Database database, long run) {
        return new ProfileQuery(database).ofRun(run).map(RunProfileView::text);
    }

    @Override
    public Optional<Map<String, @Nullable Object>> json(Database database, long run) {
        return new ProfileQuery(database).ofRun(run).map(RunProfileView::json);
    }

    private static String text(ProfileQuery.OfRun profile) {
        StringBuilder text = new StringBuilder("\nexact profile, instructions an iteration");
        profile.missing()
                .ifPresent(why -> text.append(" (partial: ").append(why).append(')'));
        Table table = Table.withTextAtTheEnd(1, "phase", "kernel", "user", "unknown", "largest functions");
        profile.phases()
                .forEach((phase, boot) -> table.row(
                        phase.toString(),
                        plain(boot.total() - boot.user(), boot),
                        plain(boot.user(), boot),
                        plain(boot.unknown(), boot),
                        largest(boot).stream().map(Map.Entry::getKey).collect(Collectors.joining(", "))));
        return text.append('\n').append(table.text()).toString();
    }

    private static List<Map.Entry<String, FunctionCount>> largest(BootProfile boot) {
        return boot.functions().entrySet().stream()
                .sorted((a, b) -> {
                    int order = Long.compare(
                            b.getValue().instructions(), a.getValue().instructions());
                    return order != 0 ? order : a.getKey().compareTo(b.getKey());
                })
                .limit(LARGEST)
                .toList();
    }

    private static String plain(long sum, BootProfile boot) {
        return String.format(Locale.ROOT, "%,.0f", (double) sum / boot.iterations());
    }

    private static Map<String, @Nullable Object> json(ProfileQuery.OfRun profile) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("missing", profile.missing().orElse(null));
        List<Map<String, @Nullable Object>> phases = new ArrayList<>();
        profile.phases().forEach((phase, boot) -> {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("benchmark", phase.benchmark());
            one.put("part", phase.part().isEmpty() ? null : phase.part());
            one.put("iterations", boot.iterations());
            one.put("kernel_instructions", boot.total() - boot.user());
            one.put("user_instructions", boot.user());
            one.put("unknown_instructions", boot.unknown());
            Map<String, @Nullable Object> functions = new LinkedHashMap<>();
            boot.functions().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(each -> functions.put(
                            each.getKey(),
                            List.of(
                                    each.getValue().instructions(),
                                    each.getValue().calls())));
            one.put("functions", functions);
            phases.add(one);
        });
        object.put("phases", phases);
        return object;
    }
}
