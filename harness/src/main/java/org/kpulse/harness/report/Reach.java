package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kpulse.analysis.profile.CommitWeight.Touched;
import org.kpulse.harness.profile.KernelCode;
import org.kpulse.harness.store.ReachQuery.Reached;

/**
 * Which benchmarks execute what somebody changes.
 *
 * @param functions each changed function, those that are reached first
 * @param elsewhere changed files that reach no function of their own to ask for: headers, Makefiles, assembly, ...; they may reach all
 * @param outside whether C code outside of functions is changed too
 */
public record Reach(List<Function> functions, List<String> elsewhere, boolean outside) {

    public Reach {
        functions = List.copyOf(functions);
        elsewhere = List.copyOf(elsewhere);
    }

    /** How a function is reached. */
    public enum State {
        /** A benchmark executes it. */
        REACHED,
        /** It has a symbol, and no benchmark executes it. */
        NOT_EXECUTED,
        /** The kernel has no symbol of this name: inlined into its callers, or not built. */
        NO_SYMBOL
    }

    /**
     * A function.
     *
     * @param name as in profiles
     * @param file where it is defined, if known
     * @param benchmarks that execute it, most instructions first
     */
    public record Function(String name, Optional<String> file, State state, List<Reached> benchmarks) {

        public Function {
            benchmarks = List.copyOf(benchmarks);
        }
    }

    /**
     * Joins what is changed with what is executed. Of the functions that one system call's definition makes, those are told that are
     * reached, or else have a symbol, or else one.
     *
     * @param code all that is known of the kernel's functions; none if nothing is: then no function is said to have no symbol
     */
    public static Reach of(Touched touched, KernelCode code, Map<String, List<Reached>> reached) {
        SortedMap<String, List<Function>> families = new TreeMap<>();
        Map<String, Set<String>> symbols = symbols(code, reached.keySet());
        for (String wanted : new TreeSet<>(touched.functions())) {
            List<Function> family = families.computeIfAbsent(family(wanted), f -> new ArrayList<>());
            Set<String> names = symbols.getOrDefault(wanted, Set.of());
            if (names.isEmpty()) {
                State state = code.files().isEmpty() ? State.NOT_EXECUTED : State.NO_SYMBOL;
                family.add(new Function(wanted, Optional.empty(), state, List.of()));
            }
            for (String name : names) {
                List<Reached> benchmarks = reached.getOrDefault(name, List.of());
                State state = benchmarks.isEmpty() ? State.NOT_EXECUTED : State.REACHED;
                family.add(new Function(name, code.file(name), state, benchmarks));
            }
        }
        List<Function> functions = families.values().stream()
                .flatMap(family -> told(family).stream())
                .sorted(Comparator.comparing(Function::state).thenComparing(Function::name))
                .toList();
        List<String> elsewhere = touched.files().stream()
                .filter(file -> !file.endsWith(".c"))
                .sorted()
                .toList();
        return new Reach(functions, elsewhere, touched.outsideFunctions());
    }

    /** Names as in profiles, by name without module. */
    private static Map<String, Set<String>> symbols(KernelCode code, Set<String> reached) {
        Map<String, Set<String>> symbols = new TreeMap<>();
        for (Set<String> names : List.of(code.files().keySet(), reached)) {
            names.forEach(name -> symbols.computeIfAbsent(name.replaceFirst(" .*", ""), n -> new TreeSet<>())
                    .add(name));
        }
        return symbols;
    }

    private static String family(String name) {
        return name.replaceFirst("^(?:__do_|__se_|__x64_|__ia32_|__arm64_)(?=(?:compat_)?sys_)", "");
    }

    private static List<Function> told(List<Function> family) {
        if (family.size() == 1) {
            return family;
        }
        State best = family.stream()
                .map(Function::state)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        List<Function> like = family.stream().filter(f -> f.state() == best).toList();
        return best == State.REACHED ? like : like.subList(0, 1);
    }

    /** Functions that no benchmark executes. */
    public List<Function> unreached() {
        return functions.stream().filter(f -> f.state() != State.REACHED).toList();
    }

    /** Benchmarks that execute at least one of the functions, by name. */
    public List<String> benchmarks() {
        return functions.stream()
                .flatMap(f -> f.benchmarks().stream().map(Reached::benchmark))
                .distinct()
                .sorted()
                .toList();
    }
}
