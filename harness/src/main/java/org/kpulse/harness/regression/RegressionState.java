package org.kpulse.harness.regression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far a regression is. The first seven follow each other; the others are what a person said of it. */
public enum RegressionState {
    /** A comparison called it. */
    DETECTED,
    /** A second experiment called it again. */
    CONFIRMED,
    /** A bisection of it has not ended. */
    BISECTING,
    /** A bisection found the commit. */
    CULPRIT_KNOWN,
    /** Somebody was told. */
    REPORTED,
    /** A fix is said to be on its way. */
    FIXED_PENDING,
    /** A later kernel no longer has it. */
    VERIFIED,
    /** A false alarm. */
    NOISE,
    /** A fault of ours, not the kernel's. */
    INFRA,
    /** Another regression has the same cause. */
    DUPLICATE,
    /** It is real and will stay. */
    ACCEPTED,
    /** What moved is better in truth. */
    IMPROVEMENT;

    /** As people, addresses and files write it: {@code culprit-known}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state with this word. */
    public static Optional<RegressionState> named(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /** Whether only a person leads out of it. */
    public boolean isVerdict() {
        return compareTo(NOISE) >= 0;
    }

    /** Whether nothing is to be done any more. */
    public boolean isClosed() {
        return this == VERIFIED || isVerdict();
    }

    /** Those in which something is to be done. */
    public static List<RegressionState> open() {
        return Arrays.stream(values()).filter(s -> !s.isClosed()).toList();
    }

    /** Those in which nothing is. */
    public static List<RegressionState> closed() {
        return Arrays.stream(values()).filter(RegressionState::isClosed).toList();
    }
}
