package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.profile.Difference;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.FunctionChange;
import org.kpulse.analysis.profile.Work;
import org.kpulse.harness.store.ProfileQuery.Phase;

/** What moved between two kernels, function by function, as JSON. */
public final class WhyJson {

    private WhyJson() {}

    /** One object a phase, those without moved functions too. */
    public static List<Map<String, @Nullable Object>> phases(Map<Phase, Explanation> phases) {
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
