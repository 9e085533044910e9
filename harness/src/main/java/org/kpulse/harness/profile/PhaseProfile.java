package org.kpulse.harness.profile;

import java.util.Map;
import org.kpulse.analysis.profile.FunctionCount;

/**
 * What one boot executed in one phase: all measured iterations of a benchmark, or the part of each that one metric measures.
 *
 * @param benchmark name of the recipe
 * @param part metric whose part it is; empty for the whole benchmark
 * @param iterations whose sums these are, 1 or more
 * @param user instructions outside the kernel
 * @param unknown instructions in the kernel that no symbol names
 * @param functions by name; functions of modules end in {@code " [module]"}
 */
public record PhaseProfile(
        String benchmark, String part, int iterations, long user, long unknown, Map<String, FunctionCount> functions) {

    public PhaseProfile {
        functions = Map.copyOf(functions);
        if (benchmark.isBlank() || iterations < 1 || user < 0 || unknown < 0) {
            throw new IllegalArgumentException("a phase of " + benchmark + " with " + iterations + " iterations");
        }
    }

    /** Instructions in the kernel, unknown ones too. */
    public long kernel() {
        return unknown
                + functions.values().stream()
                        .mapToLong(FunctionCount::instructions)
                        .sum();
    }
}
