package org.kpulse.analysis.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.inference.ModeratedT;
import org.kpulse.analysis.inference.Moments;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.analysis.profile.FunctionChange.Kind;

/**
 * Finds the functions whose calls or instructions per call changed beyond what seeds vary, and how much of the change of a phase's
 * total each is. The unit of replication is the boot. Formulas: {@link VarianceMixture}, {@link ChangeTest}.
 */
public final class ProfileExplainer {

    private final Boots boots;
    private final FunctionPlaces places;
    private final ProfileRules rules;
    private final Difference total;

    private ProfileExplainer(Boots boots, FunctionPlaces places, ProfileRules rules) {
        this.boots = boots;
        this.places = places;
        this.rules = rules;
        this.total = difference(boots.values(BootProfile::total));
    }

    /**
     * Explains one phase. With fewer than 2 boots on a side nothing is tested or named: differences without intervals.
     *
     * @param base boots of the base, at least 1
     * @param candidate boots of the candidate, at least 1
     * @throws AnalysisException if a side is empty, a boot is twice on one side, or only some of the boots have an amount of work
     */
    public static Explanation explain(
            List<BootProfile> base, List<BootProfile> candidate, FunctionPlaces places, ProfileRules rules) {
        return new ProfileExplainer(Boots.of(base, candidate), places, rules).explanation();
    }

    private Explanation explanation() {
        List<FunctionValues> functions = List.copyOf(boots.functions().values());
        int tested = 0;
        List<FunctionChange> changes = List.of();
        if (boots.replicated()) {
            double middle = (total.base() + total.candidate()) / 2 * boots.unit();
            ChangeTest test = new ChangeTest(functions, middle, rules);
            tested = test.tested();
            changes = changes(functions, test);
        }
        List<String> named = changes.stream().map(FunctionChange::name).toList();
        return new Explanation(
                rules.version(),
                boots.perWork(),
                boots.baseSize(),
                boots.candidateSize(),
                total,
                difference(boots.values(BootProfile::user)),
                difference(boots.values(BootProfile::unknown)),
                tested,
                changes,
                functions.stream()
                        .map(function -> new FunctionDifference(
                                function.name(),
                                function.instructions().difference() / boots.unit(),
                                named.contains(function.name()),
                                places.file(function.name())))
                        .toList());
    }

    private List<FunctionChange> changes(List<FunctionValues> functions, ChangeTest test) {
        Map<String, Double> changed = test.changed();
        Map<String, String> renames = new Renames(places)
                .guess(
                        functions.stream().filter(f -> kind(f) == Kind.VANISHED).toList(),
                        functions.stream().filter(f -> kind(f) == Kind.APPEARED).toList());
        List<FunctionChange> changes = new ArrayList<>();
        for (FunctionValues function : functions) {
            Double q = changed.get(function.name());
            if (q != null) {
                Optional<String> rename = Optional.ofNullable(renames.get(function.name()));
                changes.add(change(function, q, test.interval(function), rename));
            }
        }
        changes.sort(Comparator.comparingDouble((FunctionChange change) -> -Math.abs(change.difference()))
                .thenComparing(FunctionChange::name));
        return changes;
    }

    private FunctionChange change(FunctionValues function, double q, Interval interval, Optional<String> rename) {
        double unit = boots.unit();
        double difference = function.instructions().difference() / unit;
        return new FunctionChange(
                function.name(),
                kind(function),
                function.base(unit),
                function.candidate(unit),
                difference,
                new Interval(interval.low() / unit, interval.high() / unit),
                total.clear() ? OptionalDouble.of(difference / total.value()) : OptionalDouble.empty(),
                q,
                places.file(function.name()),
                rename);
    }

    private static Kind kind(FunctionValues function) {
        if (function.instructions().baseMean() == 0) {
            return Kind.APPEARED;
        }
        return function.instructions().candidateMean() == 0 ? Kind.VANISHED : Kind.CHANGED;
    }

    /** Student's t with the pooled variance; a deviation is at least the floor. */
    private Difference difference(TwoSides values) {
        double unit = boots.unit();
        double base = values.baseMean() / unit;
        double candidate = values.candidateMean() / unit;
        if (!boots.replicated()) {
            return new Difference(base, candidate, Optional.empty());
        }
        double level = values.level();
        if (level == 0) {
            return new Difference(base, candidate, Optional.of(new Interval(0, 0)));
        }
        Interval shares = ModeratedT.of(
                        moments(values.base(), level), moments(values.candidate(), level), VariancePrior.NONE)
                .interval(rules.confidence());
        return new Difference(
                base, candidate, Optional.of(new Interval(shares.low() * level / unit, shares.high() * level / unit)));
    }

    private Moments moments(double[] side, double level) {
        double[] shares = new double[side.length];
        for (int i = 0; i < side.length; i++) {
            shares[i] = side[i] / level;
        }
        return Moments.of(shares).withSdAtLeast(rules.sdFloor());
    }
}
