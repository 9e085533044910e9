package org.kpulse.webapp.letter;

import java.util.Locale;

/** Plain text of at most {@value #WIDTH} columns, in which what strangers wrote can hide nothing and begin no line. */
final class PlainText {

    /** Characters of a line, as people quote mails. */
    static final int WIDTH = 78;

    private static final String MORE = "...";
    private static final String CUT = "(cut here; the page has all)\n";

    private final StringBuilder text = new StringBuilder();

    /**
     * A stranger's text as a part of one line: what ends lines, is not seen or changes how the rest is seen is written out, as {@code
     * [U+202E]}; blanks of all kinds are blanks.
     */
    static String safe(String strange) {
        StringBuilder shown = new StringBuilder();
        strange.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.SPACE_SEPARATOR || c == '\t' || c == '\n' || c == '\r') {
                shown.append(' ');
            } else if (isHidden(c)) {
                shown.append(String.format(Locale.ROOT, "[U+%04X]", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString().strip();
    }

    /** The same, cut after this many characters. */
    static String safe(String strange, int most) {
        String shown = safe(strange);
        if (columns(shown) <= most) {
            return shown;
        }
        return shown.substring(0, shown.offsetByCodePoints(0, most - MORE.length())) + MORE;
    }

    /** Whether a character is not seen, or changes how others are. */
    static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** How many characters a text has; wide ones count once. */
    static int columns(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A line as it is, which must fit. */
    PlainText line(String line) {
        if (columns(line) > WIDTH) {
            throw new IllegalArgumentException("A line of " + columns(line) + " characters: " + line);
        }
        text.append(line.stripTrailing()).append('\n');
        return this;
    }

    PlainText blank() {
        return line("");
    }

    /** Words in as many lines as they need; words that are too long are broken. */
    PlainText words(String sentence) {
        return words("", "", sentence);
    }

    /**
     * The same behind something.
     *
     * @param first what the first line begins with
     * @param others what the others begin with
     */
    PlainText words(String first, String others, String sentence) {
        StringBuilder line = new StringBuilder(first);
        boolean isEmpty = true;
        for (String word : safe(sentence).split(" +", -1)) {
            String rest = word;
            if (!isEmpty && columns(line.toString()) + 1 + columns(rest) > WIDTH) {
                line(line.toString());
                line = new StringBuilder(others);
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ");
            while (columns(line.toString()) + columns(rest) > WIDTH) {
                int room = rest.offsetByCodePoints(0, WIDTH - columns(line.toString()));
                line(line + rest.substring(0, room));
                rest = rest.substring(room);
                line = new StringBuilder(others);
            }
            line.append(rest);
            isEmpty = false;
        }
        return line(line.toString());
    }

    /** Name and value: the value stands in a column of its own. */
    PlainText field(String name, String value) {
        return words(String.format(Locale.ROOT, "%-11s", name + ":"), " ".repeat(11), value);
    }

    /** All lines, or as many as a letter may have. */
    String text() {
        if (text.length() <= Letter.MOST_BODY) {
            return text.toString();
        }
        return text.substring(0, text.lastIndexOf("\n", Letter.MOST_BODY - CUT.length() - 1) + 1) + CUT;
    }
}
