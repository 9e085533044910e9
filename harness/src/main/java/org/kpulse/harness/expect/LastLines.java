package org.kpulse.harness.expect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** The last lines that were seen, printable and bounded, for messages. */
final class LastLines {

    private static final int MAX_LINES = 12;
    private static final int MAX_LENGTH = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e\\t]");

    private final Deque<String> lines = new ArrayDeque<>();

    void add(String line) {
        lines.addLast(shown(line));
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
    }

    /** The lines, and the beginning of one that has not ended. */
    String text(CharSequence open) {
        String all = String.join("\n", lines);
        String last = shown(open.toString());
        return last.isEmpty() ? all : all.isEmpty() ? last : all + "\n" + last;
    }

    /** The last lines of a text. */
    static String of(String text) {
        LastLines last = new LastLines();
        text.lines().forEach(last::add);
        return last.text("");
    }

    private static String shown(String line) {
        String cut = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
