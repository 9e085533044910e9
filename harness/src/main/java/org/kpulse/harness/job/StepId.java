package org.kpulse.harness.job;

import java.util.Locale;

/**
 * One step of a job.
 *
 * @param kind what the step is for
 * @param benchmark name of the recipe it belongs to
 * @param iteration 0-based; negative for warm-up; 0 for steps that are no iteration
 */
public record StepId(Kind kind, String benchmark, int iteration) {

    /** What a step is for. */
    public enum Kind {
        /** Lays out the scratch area. */
        PREPARE,
        /** The recipe's set-up. */
        SETUP,
        /** An execution whose result is thrown away. */
        WARMUP,
        /** An execution that is measured. */
        RUN,
        /** The recipe's clean-up. */
        TEARDOWN,
        /** Kills what is left and frees the scratch area. */
        CLEAN;

        /** As written in plans and frames. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StepId {
        if (!benchmark.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException("benchmark name in a step: " + benchmark);
        }
    }

    /** As people read it: {@code fio-randread run 1}. */
    @Override
    public String toString() {
        return benchmark + " " + kind.label() + " " + iteration;
    }
}
