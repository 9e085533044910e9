package org.kpulse.harness.request;

import java.util.Optional;
import org.kpulse.harness.fault.Blame;

/**
 * How work on a task ended for good.
 *
 * @param state a final one
 * @param outcome as of {@code kpulse run}, or the kind of a fault
 * @param blame who is to blame if it failed
 * @param detail one sentence
 */
public record Ending(TaskState state, String outcome, Optional<Blame> blame, String detail) {

    public Ending {
        if (!state.isFinal()) {
            throw new IllegalArgumentException("not an end: " + state);
        }
    }

    /** Its experiment was judged. */
    public static Ending judged(String outcome, String detail) {
        return new Ending(TaskState.DONE, outcome, Optional.empty(), detail);
    }

    /** The kernel under test is to blame that there is nothing to judge. */
    public static Ending kernelFailed(String kind, String detail) {
        return new Ending(TaskState.DONE, kind, Optional.of(Blame.KERNEL), detail);
    }

    /** Given up: our fault, or it cannot be done as it was asked. */
    public static Ending gaveUp(String kind, String detail) {
        return new Ending(TaskState.FAILED, kind, Optional.of(Blame.OURS), detail);
    }
}
