package org.kpulse.harness.sources.git;

import java.util.List;

/** Patterns of branches and tags: {@code *} stands for any letters, also slashes; all else for itself. Pure. */
public final class NamePattern {

    private NamePattern() {}

    /** Whether one of the patterns is this name. */
    public static boolean anyMatches(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** In one pass, so that no pattern takes long. */
    private static boolean matches(String pattern, String name) {
        List<String> parts = List.of(pattern.split("\\*", -1));
        if (parts.size() == 1) {
            return name.equals(pattern);
        }
        String last = parts.get(parts.size() - 1);
        if (!name.startsWith(parts.get(0)) || !name.endsWith(last)) {
            return false;
        }
        int at = parts.get(0).length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = name.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return at <= name.length() - last.length();
    }
}
