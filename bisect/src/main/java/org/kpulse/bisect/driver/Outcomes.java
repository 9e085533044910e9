package org.kpulse.bisect.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Answer;
import org.kpulse.bisect.search.Decision;
import org.kpulse.bisect.search.Posterior;
import org.kpulse.bisect.search.SeveralChanges;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.CheckRow;
import tools.jackson.databind.json.JsonMapper;

/** How a search ended, as the JSON objects that are stored and printed. */
final class Outcomes {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double CREDIBLE = 0.95;
    private static final int MOST_CREDIBLE = 50;

    private final BisectionRow bisection;
    private final Candidates candidates;
    private final List<CheckRow> checks;

    Outcomes(BisectionRow bisection, Candidates candidates, List<CheckRow> checks) {
        this.bisection = bisection;
        this.candidates = candidates;
        this.checks = List.copyOf(checks);
    }

    /** The answer alone, with what else changed. */
    String answer(Answer answer, SeveralChanges changes) {
        Map<String, @Nullable Object> object = object(answer, candidates);
        putChanges(object, changes);
        return JSON.writeValueAsString(object);
    }

    /** What part of the ends' difference an answer says is the largest change's; 1 if it knows of no other change. */
    static double share(String answer) {
        return JSON.readTree(answer).path("share_of_difference").asDouble(1);
    }

    private void putChanges(Map<String, @Nullable Object> object, SeveralChanges changes) {
        if (!changes.further().isEmpty()) {
            object.put("size", changes.largest());
            object.put("share_of_difference", changes.share());
            object.put(
                    "further_changes",
                    changes.further().stream().map(this::further).toList());
        }
    }

    private Map<String, Object> further(SeveralChanges.Further further) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("size", further.size());
        object.put("low", further.low());
        object.put("high", further.high());
        object.put("good", Driver.revision(bisection, candidates, further.good()));
        object.put("bad", Driver.revision(bisection, candidates, further.bad()));
        object.put("number_of_commits", further.commits().size());
        object.put("commits", commits(further.commits(), candidates));
        return object;
    }

    /** The answer with all that a reader wants to know beside it. */
    String json(Answer answer, Decision decision, List<CheckLab.Moved> moved) {
        Map<String, @Nullable Object> object = object(answer, candidates);
        object.put("platform", bisection.platform());
        object.put("why", decision.why());
        putChanges(object, decision.changes());
        if (!(answer instanceof Answer.NotReproduced) && !(answer instanceof Answer.EndNotTestable)) {
            object.put("credible_set", credible(decision.posterior(), candidates));
        }
        if (answer instanceof Answer.Culprit) {
            object.put("confirmed", confirmed(checks));
            object.put("proved_on", proved());
            object.put("functions", moved.stream().map(Outcomes::function).toList());
        }
        object.put("checks", checks.stream().map(Outcomes::check).toList());
        return JSON.writeValueAsString(object);
    }

    /** The platforms whose boots show the change between the culprit and a parent of it. */
    private List<String> proved() {
        return checks.stream()
                .filter(check -> check.kind() == CheckRow.Kind.PARENT || check.kind() == CheckRow.Kind.PLATFORM)
                .filter(check -> check.result().equals(Optional.of(CheckRow.Result.CONFIRMED)))
                .map(CheckRow::platform)
                .distinct()
                .toList();
    }

    /** Whether no check speaks against the culprit and each parent's check confirms it, where it was searched; what other platforms
     * show is said beside it. */
    private static boolean confirmed(List<CheckRow> checks) {
        return checks.stream()
                .filter(check -> check.kind() != CheckRow.Kind.PLATFORM)
                .allMatch(check -> check.kind() == CheckRow.Kind.PARENT
                        ? check.result()
                                .filter(r -> r == CheckRow.Result.CONFIRMED)
                                .isPresent()
                        : check.result()
                                .filter(r -> r == CheckRow.Result.REFUTED)
                                .isEmpty());
    }

    private static Map<String, @Nullable Object> object(Answer answer, Candidates candidates) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (answer instanceof Answer.Culprit culprit) {
            object.put("answer", "culprit");
            object.put("culprit", commit(culprit.commit(), candidates));
            object.put("probability", culprit.probability());
        } else if (answer instanceof Answer.Among among) {
            object.put("answer", "among");
            object.put("commits", commits(among.commits(), candidates));
            object.put("probability", among.probability());
        } else if (answer instanceof Answer.NotReproduced not) {
            object.put("answer", "not_reproduced");
            object.put("pairs", not.pairs());
            object.put("difference", not.difference());
        } else if (answer instanceof Answer.EndNotTestable end) {
            object.put("answer", "end_not_testable");
            object.put("end", end.commit() == CommitGraph.GOOD ? "good" : "bad");
        } else if (answer instanceof Answer.BudgetSpent spent) {
            object.put("answer", "budget_spent");
            object.put("commits", commits(spent.commits(), candidates));
        }
        object.put("help", answer.help());
        return object;
    }

    private static List<Map<String, Object>> commits(List<Integer> numbers, Candidates candidates) {
        return numbers.stream()
                .limit(MOST_CREDIBLE)
                .map(number -> commit(number, candidates))
                .toList();
    }

    private static Map<String, Object> commit(int number, Candidates candidates) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("number", number);
        object.put("revision", candidates.graph().name(number));
        object.put("subject", candidates.subjects().get(number));
        return object;
    }

    private static List<Map<String, Object>> credible(Posterior posterior, Candidates candidates) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int commit :
                posterior.credible(CREDIBLE).stream().limit(MOST_CREDIBLE).toList()) {
            Map<String, Object> object = commit(commit, candidates);
            object.put("probability", posterior.probability(commit));
            list.add(object);
        }
        return list;
    }

    private static Map<String, Object> function(CheckLab.Moved moved) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", moved.function());
        object.put("instructions", moved.instructions());
        object.put("touched_by_culprit", moved.touched());
        return object;
    }

    private static Map<String, @Nullable Object> check(CheckRow check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", check.kind().name().toLowerCase(Locale.ROOT));
        object.put("base", check.pair().base());
        object.put("candidate", check.pair().candidate());
        object.put("layout", check.pair().layout());
        object.put("platform", check.platform());
        object.put(
                "result",
                check.result().map(r -> r.name().toLowerCase(Locale.ROOT)).orElse(null));
        object.put("detail", check.detail());
        return object;
    }
}
