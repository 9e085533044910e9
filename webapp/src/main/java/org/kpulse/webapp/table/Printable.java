package org.kpulse.webapp.table;

import java.util.Locale;

/**
 * A stranger's text for people: what is not seen or moves what is seen (escape sequences, marks of writing direction, NUL) is written as its
 * number, such as {@code \x1b}. What a browser takes for markup is for the templates to escape.
 */
public final class Printable {

    private Printable() {}

    /** One line: line ends are escaped too. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(Printable::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                shown.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
    }
}
