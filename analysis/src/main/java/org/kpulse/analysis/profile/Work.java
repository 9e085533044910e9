package org.kpulse.analysis.profile;

import java.util.OptionalDouble;
import org.kpulse.analysis.AnalysisException;

/**
 * What a function does in one iteration (or one unit of work), as the mean over boots.
 *
 * @param instructions a unit, 0 or more
 * @param calls a unit, 0 or more
 */
public record Work(double instructions, double calls) {

    public Work {
        if (!(instructions >= 0) || !(calls >= 0) || !Double.isFinite(instructions) || !Double.isFinite(calls)) {
            throw new AnalysisException(
                    "A function cannot do " + instructions + " instructions in " + calls + " calls an iteration.");
        }
    }

    /** Instructions per call; empty without calls. */
    public OptionalDouble perCall() {
        return calls > 0 ? OptionalDouble.of(instructions / calls) : OptionalDouble.empty();
    }
}
