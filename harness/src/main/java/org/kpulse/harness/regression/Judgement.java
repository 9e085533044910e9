package org.kpulse.harness.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.kpulse.harness.fault.UsageException;

/**
 * What a person says of a regression.
 *
 * @param act what it becomes
 * @param of the regression that it is a duplicate of; there for {@link Act#DUPLICATE} and nothing else
 * @param note why; may be empty, at most {@value #MOST_NOTE} characters, without control characters but line ends and tabs
 */
public record Judgement(Act act, OptionalLong of, String note) {

    /** Characters of a note. */
    public static final int MOST_NOTE = 2000;

    /** Refuses with a {@link UsageException} what makes no sense. */
    public Judgement {
        if ((act == Act.DUPLICATE) != of.isPresent()) {
            throw new UsageException(
                    act == Act.DUPLICATE
                            ? "A duplicate needs the number of the regression that has the same cause."
                            : "Only a duplicate names another regression.");
        }
        note = note.replace("\r\n", "\n").strip();
        if (note.length() > MOST_NOTE) {
            throw new UsageException("A note has at most " + MOST_NOTE + " characters, not " + note.length() + ".");
        }
        if (note.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new UsageException("A note is text without control characters.");
        }
    }

    /** What can be said, with the state that it leads to. */
    public enum Act {
        NOISE(RegressionState.NOISE),
        ACCEPTED(RegressionState.ACCEPTED),
        INFRA(RegressionState.INFRA),
        DUPLICATE(RegressionState.DUPLICATE),
        IMPROVEMENT(RegressionState.IMPROVEMENT),
        REPORTED(RegressionState.REPORTED),
        FIXED(RegressionState.FIXED_PENDING),
        REOPEN(RegressionState.DETECTED);

        private final RegressionState to;

        Act(RegressionState to) {
            this.to = to;
        }

        public RegressionState to() {
            return to;
        }

        /** As people write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The act with this word. */
        public static Optional<Act> named(String word) {
            return Arrays.stream(values()).filter(a -> a.word().equals(word)).findFirst();
        }

        /** Whether it can be said of a regression in this state. */
        public boolean fits(RegressionState now) {
            return switch (this) {
                case REOPEN -> now.isClosed() || now == RegressionState.FIXED_PENDING;
                case REPORTED -> now.compareTo(RegressionState.REPORTED) < 0;
                case FIXED -> now.compareTo(RegressionState.FIXED_PENDING) < 0;
                default -> now != to || this == DUPLICATE;
            };
        }
    }
}
