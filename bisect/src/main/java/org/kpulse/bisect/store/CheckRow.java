package org.kpulse.bisect.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A check of a culprit: fresh boots of two kernels, interleaved.
 *
 * @param position 0-based
 * @param kind what is checked
 * @param platform where
 * @param pair what is compared
 * @param jobs of both sides, once they began
 * @param result once it ended
 * @param detail one sentence, likewise
 */
public record CheckRow(
        int position, Kind kind, String platform, Pair pair, Jobs jobs, Optional<Result> result, String detail) {

    /** What is checked. */
    public enum Kind {
        /** The culprit against a parent: the change must be there. */
        PARENT,
        /** The bad end against the bad end without the culprit: the change must go. */
        REVERT,
        /** The culprit against its first parent, both built with another layout: the change must stay. */
        LAYOUT,
        /** The culprit against its first parent on another platform, where the change was reported too. */
        PLATFORM
    }

    /** What came of it. */
    public enum Result {
        /** The change is there, in the direction of the bisection. */
        CONFIRMED,
        /** It is shown not to be there, or goes the other way. */
        REFUTED,
        /** The boots do not decide. */
        UNDECIDED,
        /** It could not be made: a revert that conflicts, a kernel that does not build. */
        NOT_POSSIBLE
    }

    /**
     * What is compared.
     *
     * @param base exact reference of the kernel that must not have the change
     * @param candidate of the one that must have it
     * @param layout of both builds
     */
    public record Pair(String base, String candidate, int layout) {}

    /** Jobs of the two sides. */
    public record Jobs(OptionalLong base, OptionalLong candidate) {}
}
