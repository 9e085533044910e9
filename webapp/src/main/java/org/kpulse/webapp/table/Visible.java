package org.kpulse.webapp.table;

import java.util.Locale;

/** Text from outside in which nothing is hidden. */
public final class Visible {

    private Visible() {}

    /**
     * The same with every character that is not seen but changes how others are seen written out, as {@code [U+202E]}: marks that
     * turn the direction of writing, joiners, control characters but for line ends and tabs. Templates escape the rest.
     */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Visible::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                shown.append(String.format(Locale.ROOT, "[U+%04X]", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (type == Character.CONTROL && c != '\n' && c != '\t');
    }
}
