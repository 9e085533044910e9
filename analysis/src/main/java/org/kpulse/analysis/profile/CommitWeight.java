package org.kpulse.analysis.profile;

import java.util.List;
import java.util.Set;

/**
 * How much likelier than a neutral commit one is to have made a change, by what it touches: a factor of a bisection's prior, always
 * between {@link #LEAST} and {@link #MOST} and never 0. Whoever wants none multiplies by {@link #NEUTRAL}.
 *
 * <p>A guess, so bounded: with every other commit at {@link #NEUTRAL}, a wrong {@link #LEAST} costs a search about 2 more steps.
 */
public final class CommitWeight {

    /** Of a commit that touches a function that moved between the ends. */
    public static final double MOST = 4;

    /** Of a commit of which nothing is known, or that touches what reaches everywhere. */
    public static final double NEUTRAL = 1;

    /** Of a commit that touches only functions that were never executed, or only what is not in a kernel. */
    public static final double LEAST = 0.25;

    private static final List<String> NOT_IN_A_KERNEL =
            List.of("Documentation/", "LICENSES/", "samples/", "tools/testing/", "MAINTAINERS", "CREDITS", ".mailmap");

    private CommitWeight() {}

    /**
     * What a commit changes.
     *
     * @param functions that its hunks fall into, by name
     * @param files all of its files, from the kernel's top
     * @param outsideFunctions whether a hunk in C code falls into no function (declarations, macros, tables)
     */
    public record Touched(Set<String> functions, Set<String> files, boolean outsideFunctions) {

        public Touched {
            functions = Set.copyOf(functions);
            files = Set.copyOf(files);
        }
    }

    /**
     * What the profiles of both ends say.
     *
     * @param moved functions that changed between the ends ({@link Explanation#changes()})
     * @param executed functions executed at either end, {@code moved} included
     * @param symbols functions that have a symbol in the kernel of either end; one that has none may be inlined into any other
     */
    public record Evidence(Set<String> moved, Set<String> executed, Set<String> symbols) {

        public Evidence {
            moved = Set.copyOf(moved);
            executed = Set.copyOf(executed);
            symbols = Set.copyOf(symbols);
        }
    }

    /**
     * {@link #MOST} if a touched function moved; else {@link #NEUTRAL} if one was executed, has no symbol, or anything but functions
     * in C files is touched (headers, Kconfig, Makefiles, assembly, device trees, ...) or nothing is known; else {@link #LEAST}.
     */
    public static double of(Touched touched, Evidence evidence) {
        if (touched.functions().stream().anyMatch(evidence.moved()::contains)) {
            return MOST;
        }
        List<String> inKernel = touched.files().stream()
                .filter(file -> NOT_IN_A_KERNEL.stream().noneMatch(file::startsWith))
                .toList();
        if (!touched.files().isEmpty() && inKernel.isEmpty()) {
            return LEAST;
        }
        boolean neverExecuted = !touched.functions().isEmpty()
                && !touched.outsideFunctions()
                && inKernel.stream().allMatch(file -> file.endsWith(".c"))
                && touched.functions().stream()
                        .allMatch(function -> evidence.symbols().contains(function)
                                && !evidence.executed().contains(function));
        return neverExecuted ? LEAST : NEUTRAL;
    }
}
