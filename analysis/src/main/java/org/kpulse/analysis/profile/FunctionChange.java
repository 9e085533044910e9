package org.kpulse.analysis.profile;

import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;

/**
 * A function that changed beyond what seeds vary.
 *
 * @param name of the function; of a module with {@code " [module]"} behind it
 * @param kind whether it is on both sides
 * @param base what it does in the base; 0 if it appeared
 * @param candidate what it does in the candidate; 0 if it vanished
 * @param difference instructions an iteration (or unit of work), candidate minus base
 * @param interval of the difference
 * @param share part of the difference of the phase's total that this difference is, 1 is all of it, negative if it went the other
 *     way; empty if the total's difference cannot be told from 0 (its interval contains 0)
 * @param q corrected p, over all functions of this phase and all phases of a comparison
 * @param file source file, where known
 * @param likelyRename of a function that appeared or vanished the vanished or appeared one it may be the same as: a guess
 */
public record FunctionChange(
        String name,
        Kind kind,
        Work base,
        Work candidate,
        double difference,
        Interval interval,
        OptionalDouble share,
        double q,
        Optional<String> file,
        Optional<String> likelyRename) {

    /** On which sides a function was executed. */
    public enum Kind {
        /** On both. */
        CHANGED,
        /** Only in the candidate. */
        APPEARED,
        /** Only in the base. */
        VANISHED
    }

    /**
     * The part of the difference that comes from more or fewer calls: {@code (c2 - c1) (k1 + k2) / 2} with c calls and k
     * instructions per call; all of it if one side has no calls.
     */
    public double differenceByCalls() {
        if (base.perCall().isEmpty() || candidate.perCall().isEmpty()) {
            return difference;
        }
        double perCall = (base.perCall().getAsDouble() + candidate.perCall().getAsDouble()) / 2;
        return (candidate.calls() - base.calls()) * perCall;
    }

    /** The part that comes from more or fewer instructions per call, {@code (k2 - k1) (c1 + c2) / 2}: the rest. */
    public double differencePerCall() {
        return difference - differenceByCalls();
    }
}
