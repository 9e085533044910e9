package org.kpulse.analysis.profile;

/** What one function did in a typical iteration of each boot. */
record FunctionValues(String name, TwoSides instructions, TwoSides calls) {

    /** Whether each boot called it, so that calls and instructions per call can be told apart. */
    boolean calledInAllBoots() {
        return calls.everywhereAboveZero() && instructions.everywhereAboveZero();
    }

    TwoSides perCall() {
        return instructions.over(calls);
    }

    Work base(double unit) {
        return new Work(instructions.baseMean() / unit, calls.baseMean() / unit);
    }

    Work candidate(double unit) {
        return new Work(instructions.candidateMean() / unit, calls.candidateMean() / unit);
    }
}
