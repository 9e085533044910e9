package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.profile.Difference;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.Explanation.Grouping;
import org.kpulse.analysis.profile.FunctionChange;
import org.kpulse.analysis.profile.GroupChange;
import org.kpulse.analysis.profile.Work;
import org.kpulse.harness.store.ProfileQuery.Phase;

/** What moved between two kernels, function by function, as JSON. */
public final class WhyJson {

    private WhyJson() {}

    private static final int FIRST = 3;

    /** The functions that moved most in what explains a changed metric; null for metrics without change or explanation. */
    static @Nullable List<Map<String, @Nullable Object>> moved(
            Map<Phase, Explanation> phases, MetricComparison metric) {
        if (metric.verdict() != Verdict.REGRESSION && metric.verdict() != Verdict.IMPROVEMENT) {
            return null;
        }
        return WhyText.of(phases, metric.key())
                .map(explanation -> explanation.changes().stream()
                        .limit(FIRST)
                        .map(WhyJson::function)
                        .toList())
                .orElse(null);
    }

    /**
     * One object a phase, those without moved functions too.
     *
     * @param by what to roll functions up by, beside them; empty for none
     */
    public static List<Map<String, @Nullable Object>> phases(Map<Phase, Explanation> phases, Optional<Grouping> by) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        phases.forEach((phase, explanation) -> {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("benchmark", phase.benchmark());
            object.put("part", phase.part().isEmpty() ? null : phase.part());
            object.put("rules", explanation.version());
            object.put("base_boots", explanation.baseBoots());
            object.put("candidate_boots", explanation.candidateBoots());
            object.put("instructions", difference(explanation.total()));
            object.put("user_instructions", difference(explanation.user()));
            object.put("unknown_instructions", difference(explanation.unknown()));
            object.put("functions_tested", explanation.tested());
            object.put(
                    "functions",
                    explanation.changes().stream().map(WhyJson::function).toList());
            by.ifPresent(grouping -> object.put(
                    grouping == Grouping.FILE ? "files" : "subsystems",
                    explanation.by(grouping).stream().map(WhyJson::group).toList()));
            object.put("unexplained", explanation.unexplained());
            object.put("unexplained_share", boxed(explanation.unexplainedShare()));
            list.add(object);
        });
        return list;
    }

    private static Map<String, @Nullable Object> difference(Difference difference) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("base", difference.base());
        object.put("candidate", difference.candidate());
        object.put(
                "ci95",
                difference.interval().map(i -> List.of(i.low(), i.high())).orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> function(FunctionChange change) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("function", change.name());
        object.put("file", change.file().orElse(null));
        object.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
        object.put("base", work(change.base()));
        object.put("candidate", work(change.candidate()));
        object.put("difference", change.difference());
        object.put("ci95", List.of(change.interval().low(), change.interval().high()));
        object.put("share", boxed(change.share()));
        object.put("q", change.q());
        object.put("likely_rename", change.likelyRename().orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> group(GroupChange group) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", group.name().isEmpty() ? null : group.name());
        object.put("difference", group.difference());
        object.put("share", boxed(group.share()));
        object.put("functions", group.functions());
        object.put("moved", group.named());
        return object;
    }

    private static Map<String, @Nullable Object> work(Work work) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("instructions", work.instructions());
        object.put("calls", work.calls());
        object.put("per_call", boxed(work.perCall()));
        return object;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
