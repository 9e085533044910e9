package org.kpulse.analysis.profile;

import java.util.Map;
import java.util.OptionalDouble;
import org.kpulse.analysis.AnalysisException;

/**
 * What one boot executed in one phase (a benchmark, or a named part of one): sums over its iterations.
 *
 * @param boot names the boot in messages (say, run and phase)
 * @param iterations how many iterations the sums are of, above 0
 * @param user instructions outside the kernel, 0 or more
 * @param unknown instructions in the kernel that no symbol names, 0 or more
 * @param functions by name, such as {@code pipe_write} or {@code ext4_file_write_iter [ext4]}
 * @param work operations done in all these iterations, above 0, where a benchmark does more or less of them in the same time; if
 *     every boot of both sides has it, an explanation is per operation instead of per iteration
 */
public record BootProfile(
        String boot,
        int iterations,
        long user,
        long unknown,
        Map<String, FunctionCount> functions,
        OptionalDouble work) {

    public BootProfile {
        functions = Map.copyOf(functions);
        if (boot.isBlank() || iterations < 1 || user < 0 || unknown < 0) {
            throw new AnalysisException("The profile of boot \"" + boot + "\" cannot be of " + iterations
                    + " iterations with " + user + " user and " + unknown + " unknown instructions.");
        }
        if (work.isPresent() && !(work.getAsDouble() > 0 && Double.isFinite(work.getAsDouble()))) {
            throw new AnalysisException(
                    "The work of boot \"" + boot + "\" must be finite and above 0, not " + work.getAsDouble() + ".");
        }
        sum(boot, user, unknown, functions);
    }

    /** Without an amount of work: everything is per iteration. */
    public BootProfile(String boot, int iterations, long user, long unknown, Map<String, FunctionCount> functions) {
        this(boot, iterations, user, unknown, functions, OptionalDouble.empty());
    }

    /** All instructions: user, unknown and functions. */
    public long total() {
        return sum(boot, user, unknown, functions);
    }

    private static long sum(String boot, long user, long unknown, Map<String, FunctionCount> functions) {
        try {
            long sum = Math.addExact(user, unknown);
            for (FunctionCount count : functions.values()) {
                sum = Math.addExact(sum, count.instructions());
            }
            return sum;
        } catch (ArithmeticException e) {
            throw new AnalysisException("The instructions of boot \"" + boot + "\" sum to more than 2^63.");
        }
    }
}
