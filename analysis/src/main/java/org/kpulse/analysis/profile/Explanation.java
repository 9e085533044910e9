package org.kpulse.analysis.profile;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What moved in one phase between two kernels. Numbers are instructions an iteration, or a unit of work if {@code perWork}.
 *
 * @param version of the rules that gave it
 * @param perWork whether numbers are per unit of work
 * @param baseBoots boots of the base
 * @param candidateBoots boots of the candidate
 * @param total all instructions, user code included
 * @param user instructions outside the kernel
 * @param unknown instructions in the kernel that no symbol names
 * @param tested how many functions were large enough to be named and so were tested; 0 with fewer than 2 boots on a side
 * @param changes the functions that changed beyond what seeds vary, by falling size of the difference
 * @param functions every function of either side, by name
 */
public record Explanation(
        String version,
        boolean perWork,
        int baseBoots,
        int candidateBoots,
        Difference total,
        Difference user,
        Difference unknown,
        int tested,
        List<FunctionChange> changes,
        List<FunctionDifference> functions) {

    public Explanation {
        changes = List.copyOf(changes);
        functions = List.copyOf(functions);
    }

    /** What to roll functions up by. */
    public enum Grouping {
        /** Source file; functions of modules of unknown file by module. */
        FILE,
        /** Folder of the source file ({@link Subsystem}). */
        SUBSYSTEM
    }

    /**
     * Part of the total's difference that {@code instructions} are; empty if that difference cannot be told from 0: its interval
     * contains 0, or there is none.
     */
    public OptionalDouble share(double instructions) {
        return total.clear() ? OptionalDouble.of(instructions / total.value()) : OptionalDouble.empty();
    }

    /** What the named functions do not explain of the total's difference, instructions: user code and unknown included. */
    public double unexplained() {
        return total.value()
                - changes.stream().mapToDouble(FunctionChange::difference).sum();
    }

    /** The unexplained part of the total's difference; empty where {@link #share} is. */
    public OptionalDouble unexplainedShare() {
        return share(unexplained());
    }

    /** Differences of all functions, named or not, by file or subsystem; by falling size of the difference. */
    public List<GroupChange> by(Grouping grouping) {
        return Groups.of(this, grouping);
    }
}
