package org.kpulse.analysis.profile;

import org.kpulse.analysis.AnalysisException;

/**
 * What one kernel function executed.
 *
 * @param instructions executed in it (callees not included), 0 or more
 * @param calls executions of its first instruction, 0 or more
 */
public record FunctionCount(long instructions, long calls) {

    public FunctionCount {
        if (instructions < 0 || calls < 0) {
            throw new AnalysisException(
                    "A function cannot have executed " + instructions + " instructions in " + calls + " calls.");
        }
    }

    /** Both together, as when two symbols are one function. */
    public FunctionCount plus(FunctionCount other) {
        try {
            return new FunctionCount(
                    Math.addExact(instructions, other.instructions), Math.addExact(calls, other.calls));
        } catch (ArithmeticException e) {
            throw new AnalysisException("A sum of function counts is beyond 2^63: " + this + " and " + other + ".");
        }
    }
}
