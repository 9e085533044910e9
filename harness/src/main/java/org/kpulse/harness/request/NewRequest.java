package org.kpulse.harness.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kpulse.harness.fault.UsageException;

/**
 * Something to be asked of the lab.
 *
 * @param key what makes two requests the same; a second one with the same key is not stored
 * @param kernels what is compared with what
 * @param suite name of the suite
 * @param boots of each kernel; 0: as the worker's {@code run.boots} says
 * @param platforms names; one task each
 * @param terms how urgent it is, why and who asked
 */
public record NewRequest(String key, Pair kernels, String suite, int boots, List<String> platforms, Terms terms) {

    /** With this the keys of canaries begin: a kernel against itself, night after night, which tells of the machine. */
    public static final String CANARY = "canary ";

    public NewRequest {
        platforms = List.copyOf(new LinkedHashSet<>(platforms));
        if (key.isBlank() || suite.isBlank() || platforms.isEmpty() || boots < 0) {
            throw new UsageException(
                    "A request needs a suite, at least one platform, and no negative number of boots.");
        }
    }

    /** Whether it is for a canary. */
    public boolean isCanary() {
        return key.startsWith(CANARY);
    }

    /** The same with another key. */
    public NewRequest withKey(String other) {
        return new NewRequest(other, kernels, suite, boots, platforms, terms);
    }

    /** Whether the same is to be measured in the same way, whatever the terms. */
    public boolean isSameWork(NewRequest other) {
        return kernels.equals(other.kernels)
                && suite.equals(other.suite)
                && boots == other.boots
                && Set.copyOf(platforms).equals(Set.copyOf(other.platforms));
    }

    /**
     * Two kernels.
     *
     * @param base exact reference of the one compared with
     * @param candidate exact reference of the one under test
     */
    public record Pair(String base, String candidate) {
        public Pair {
            if (base.isBlank() || candidate.isBlank()) {
                throw new UsageException("A request needs two kernels.");
            }
        }
    }

    /**
     * How it is to be treated.
     *
     * @param priority 0 to 100; higher goes first
     * @param why one sentence
     * @param askedBy {@code policy:NAME}, or a person
     * @param bisect whether regressions that it confirms are bisected
     */
    public record Terms(int priority, String why, String askedBy, boolean bisect) {
        public Terms {
            if (priority < 0 || priority > 100) {
                throw new UsageException("A priority is a whole number from 0 to 100, not " + priority + ".");
            }
            if (why.isBlank() || askedBy.isBlank()) {
                throw new UsageException("A request says why it is made and who asked.");
            }
        }
    }
}
