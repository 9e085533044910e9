package org.kpulse.harness.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Finds what a mistyped word may have meant. */
public final class Suggestion {

    private Suggestion() {}

    /** {@code "; did you mean x?"} for the nearest known word within a third of the length, else nothing. */
    public static String among(String word, Collection<String> known) {
        return nearest(word, known).map(k -> "; did you mean " + k + "?").orElse("");
    }

    /** The nearest known word within a third of the longer word's length. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .map(k -> Map.entry(k, distance(word, k)))
                .filter(e ->
                        e.getValue() * 3 <= Math.max(word.length(), e.getKey().length()))
                .min(Comparator.comparing((Map.Entry<String, Integer> e) -> e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    /** Levenshtein distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(swap, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
