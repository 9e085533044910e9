package org.kpulse.webapp.table;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cell.
 *
 * @param value as JSON and CSV have it: a text, a number, true or false, or null where there is none
 * @param text as people read it, with nothing hidden in it ({@link Visible})
 * @param link where it leads, within these pages; none for most
 * @param mark class of the style sheet that says what it means beside the words, such as {@code regression}; empty for most
 */
public record Cell(@Nullable Object value, String text, Optional<String> link, String mark) {

    public Cell {
        text = Visible.of(text);
    }

    /** Where there is nothing. */
    public static final Cell NONE = new Cell(null, "–", Optional.empty(), "");

    public static Cell of(String text) {
        return new Cell(text, text, Optional.empty(), "");
    }

    public static Cell of(long number) {
        return new Cell(number, String.format(java.util.Locale.ROOT, "%,d", number), Optional.empty(), "");
    }

    /** A number with its words. */
    public static Cell of(double value, String text) {
        return Double.isFinite(value) ? new Cell(value, text, Optional.empty(), "") : NONE;
    }

    /** The same, leading somewhere. */
    public Cell to(String address) {
        return new Cell(value, text, Optional.of(address), mark);
    }

    /** The same, marked. */
    public Cell marked(String style) {
        return new Cell(value, text, link, style);
    }
}
