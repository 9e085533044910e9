package org.kpulse.harness.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that a mistyped one was meant to be. */
public final class Suggestion {

    private static final int MAX_WORD = 64;

    private Suggestion() {}

    /** The nearest known word, when it is near enough: at most a third of its letters differ, or one begins with the other. */
    public static Optional<String> near(String word, Collection<String> known) {
        if (word.length() > MAX_WORD) {
            return Optional.empty();
        }
        return known.stream()
                .filter(each -> distance(word, each) <= Math.max(1, (each.length() + 1) / 3)
                        || (word.length() >= 4 && each.startsWith(word)))
                .min(Comparator.<String>comparingInt(each -> distance(word, each))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code  did you mean "x"?} with a leading blank, or nothing. */
    public static String sentence(String word, Collection<String> known) {
        return near(word, known).map(each -> " did you mean \"" + each + "\"?").orElse("");
    }

    /** {@code ; did you mean x?} or nothing: the same for the end of a sentence. */
    public static String among(String word, Collection<String> known) {
        return near(word, known).map(each -> "; did you mean " + each + "?").orElse("");
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
