package org.kpulse.analysis.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.inference.Moments;

/**
 * Checked boots of both sides on one scale: what each did in a typical iteration. With amounts of work that is the mean work of an
 * iteration over all boots of both sides.
 */
final class Boots {

    private final List<BootProfile> base;
    private final List<BootProfile> candidate;
    private final double workPerIteration;

    private Boots(List<BootProfile> base, List<BootProfile> candidate, double workPerIteration) {
        this.base = base;
        this.candidate = candidate;
        this.workPerIteration = workPerIteration;
    }

    static Boots of(List<BootProfile> base, List<BootProfile> candidate) {
        List<BootProfile> all = new ArrayList<>(base);
        all.addAll(candidate);
        if (base.isEmpty() || candidate.isEmpty()) {
            String known = all.isEmpty()
                    ? ""
                    : " (the other side begins with boot \"" + all.get(0).boot() + "\")";
            throw new AnalysisException("There is no profile of the " + (base.isEmpty() ? "base" : "candidate") + known
                    + ": functions cannot be compared.");
        }
        requireDistinct("base", base);
        requireDistinct("candidate", candidate);
        return new Boots(sorted(base), sorted(candidate), workPerIteration(all));
    }

    private static List<BootProfile> sorted(List<BootProfile> boots) {
        return boots.stream().sorted(Comparator.comparing(BootProfile::boot)).toList();
    }

    private static void requireDistinct(String side, List<BootProfile> boots) {
        Set<String> names = new HashSet<>();
        for (BootProfile boot : boots) {
            if (!names.add(boot.boot())) {
                throw new AnalysisException(
                        "Boot \"" + boot.boot() + "\" is twice in the " + side + ": a boot is one replicate.");
            }
        }
    }

    /** 0 if no boot has an amount. */
    private static double workPerIteration(List<BootProfile> boots) {
        List<Double> amounts = new ArrayList<>();
        for (BootProfile boot : boots) {
            OptionalDouble work = boot.work();
            if (work.isPresent() != boots.get(0).work().isPresent()) {
                throw new AnalysisException("Boot \"" + boot.boot() + "\" "
                        + (work.isPresent() ? "has an amount of work and \"" : "has no amount of work and \"")
                        + boots.get(0).boot() + "\" is not alike: all must have one, or none.");
            }
            work.ifPresent(amount -> amounts.add(amount / boot.iterations()));
        }
        return amounts.isEmpty()
                ? 0
                : Moments.of(amounts.stream().mapToDouble(d -> d).toArray()).mean();
    }

    boolean perWork() {
        return workPerIteration > 0;
    }

    /** What a number of a typical iteration is divided by to be of a unit. */
    double unit() {
        return perWork() ? workPerIteration : 1;
    }

    int baseSize() {
        return base.size();
    }

    int candidateSize() {
        return candidate.size();
    }

    /** True if both sides have replicates. */
    boolean replicated() {
        return base.size() > 1 && candidate.size() > 1;
    }

    /** A number of each boot, as of a typical iteration. */
    TwoSides values(ToDoubleFunction<BootProfile> number) {
        return new TwoSides(values(base, number), values(candidate, number));
    }

    private double[] values(List<BootProfile> boots, ToDoubleFunction<BootProfile> number) {
        return boots.stream()
                .mapToDouble(boot -> number.applyAsDouble(boot) / iterations(boot))
                .toArray();
    }

    /** How many typical iterations a boot's sums are of. */
    private double iterations(BootProfile boot) {
        OptionalDouble work = boot.work();
        return work.isPresent() ? work.getAsDouble() / workPerIteration : boot.iterations();
    }

    /** Every function executed on either side, by name. */
    Map<String, FunctionValues> functions() {
        Map<String, FunctionValues> functions = new TreeMap<>();
        Set<String> names = new HashSet<>();
        for (List<BootProfile> side : List.of(base, candidate)) {
            for (BootProfile boot : side) {
                names.addAll(boot.functions().keySet());
            }
        }
        for (String name : names) {
            TwoSides instructions = values(boot -> count(boot, name).instructions());
            TwoSides calls = values(boot -> count(boot, name).calls());
            if (instructions.largestMean() > 0 || calls.largestMean() > 0) {
                functions.put(name, new FunctionValues(name, instructions, calls));
            }
        }
        return functions;
    }

    private static final FunctionCount NEVER = new FunctionCount(0, 0);

    private static FunctionCount count(BootProfile boot, String name) {
        return boot.functions().getOrDefault(name, NEVER);
    }
}
