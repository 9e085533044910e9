package org.kpulse.analysis.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.BenjaminiHochberg;
import org.kpulse.analysis.profile.VarianceMixture.Spread;

/**
 * The test of all functions of a phase: each large enough to matter is tested for its calls and its instructions per call, or, where
 * some boots did not call it, for its instructions. See {@link VarianceMixture} for p.
 */
final class ChangeTest {

    /** A change must be seen in this share of all pairs of boots: in every pair up to 4 boots a side. */
    private static final double CLEAR_SUPERIORITY = 0.95;

    private final ProfileRules rules;
    private final double material;
    private final List<FunctionValues> tested;
    private final VarianceMixture instructions;

    /**
     * Of functions in the order of their names.
     *
     * @param total instructions of a typical iteration, mean of both sides
     */
    ChangeTest(List<FunctionValues> functions, double total, ProfileRules rules) {
        this.rules = rules;
        this.material = rules.leastShare() * total;
        this.tested = functions.stream()
                .filter(function -> function.instructions().largestMean() > 0
                        && function.instructions().largestMean() >= material)
                .toList();
        this.instructions = mixture(tested.stream()
                .map(function ->
                        new Question(function, function.instructions(), spread(function.instructions(), function), 0))
                .toList());
    }

    int tested() {
        return tested.size();
    }

    /** q of each function that changed, by name. */
    Map<String, Double> changed() {
        List<Question> calls = new ArrayList<>();
        List<Question> perCall = new ArrayList<>();
        List<Question> sporadic = new ArrayList<>();
        for (FunctionValues function : tested) {
            TwoSides values = function.instructions();
            if (function.calledInAllBoots()) {
                TwoSides each = function.perCall();
                calls.add(question(function, function.calls(), function.calls().difference() * middle(each)));
                perCall.add(question(function, each, each.difference() * middle(function.calls())));
            } else {
                sporadic.add(question(function, values, values.difference()));
            }
        }
        List<Question> questions = new ArrayList<>();
        List<Double> p = new ArrayList<>();
        ask(calls, mixture(calls), questions, p);
        ask(perCall, mixture(perCall), questions, p);
        ask(sporadic, instructions, questions, p);
        double[] q = BenjaminiHochberg.adjust(p.stream().mapToDouble(x -> x).toArray());
        Map<String, Double> changed = new TreeMap<>();
        for (int i = 0; i < q.length; i++) {
            double corrected = Math.min(1, q[i] * rules.phases());
            if (corrected <= rules.alpha() && isClear(questions.get(i))) {
                changed.merge(questions.get(i).function().name(), corrected, Math::min);
            }
        }
        return changed;
    }

    /** Of the difference of a tested function's instructions in a typical iteration. */
    Interval interval(FunctionValues function) {
        TwoSides values = function.instructions();
        double half = instructions.halfWidth(spread(values, function), rules.confidence()) * values.level();
        return new Interval(values.difference() - half, values.difference() + half);
    }

    private static void ask(List<Question> some, VarianceMixture noise, List<Question> questions, List<Double> p) {
        for (Question question : some) {
            questions.add(question);
            p.add(noise.p(question.spread(), question.values().relativeDifference()));
        }
    }

    private boolean isClear(Question question) {
        double superiority = question.values().superiority();
        return Math.abs(question.contribution()) >= material
                && Math.max(superiority, 1 - superiority) >= CLEAR_SUPERIORITY;
    }

    private VarianceMixture mixture(List<Question> questions) {
        return VarianceMixture.of(questions.stream().map(Question::spread).toArray(Spread[]::new), rules.sdFloor());
    }

    private Question question(FunctionValues function, TwoSides values, double contribution) {
        return new Question(function, values, spread(values, function), contribution);
    }

    private Spread spread(TwoSides values, FunctionValues function) {
        double calls = function.calls().level();
        return values.spread(calls > 0 ? Math.pow(rules.oddCalls() / calls, 2) : 0);
    }

    private static double middle(TwoSides values) {
        return (values.baseMean() + values.candidateMean()) / 2;
    }

    /** One number of one function, and the instructions by which it moved the total. */
    private record Question(FunctionValues function, TwoSides values, Spread spread, double contribution) {}
}
