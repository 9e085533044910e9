package org.kpulse.harness.runner;

import java.util.List;
import org.kpulse.harness.run.RunState;

/**
 * What to do after the attempts of one boot. One crash or failed boot accuses nobody: a fresh boot repeats it, and only a fault
 * that came back is the kernel's.
 *
 * @param retries fresh boots after the first, at most
 */
public record RetryPolicy(int retries) {

    /** What comes next for a boot. */
    public enum Next {
        /** It finished. */
        DONE,
        /** Try again in a fresh boot. */
        RETRY,
        /** It failed every time; the kernel repeated its fault at least once. */
        KERNEL_FAILED,
        /** It failed every time, and no fault of the kernel was repeated. */
        INFRA_FAILED
    }

    public RetryPolicy {
        if (retries < 0) {
            throw new IllegalArgumentException("retries: " + retries);
        }
    }

    /** Decides from the states of all attempts so far, in order. */
    public Next after(List<RunState> attempts) {
        if (attempts.contains(RunState.FINISHED)) {
            return Next.DONE;
        }
        if (attempts.size() <= retries) {
            return Next.RETRY;
        }
        long accusing =
                attempts.stream().filter(s -> s == RunState.KERNEL_FAILED).count();
        return accusing >= 2 ? Next.KERNEL_FAILED : Next.INFRA_FAILED;
    }
}
