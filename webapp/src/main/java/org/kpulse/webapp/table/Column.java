package org.kpulse.webapp.table;

/**
 * A column.
 *
 * @param name in JSON and CSV, in lower case with underscores, the unit at its end where there is one
 * @param title on pages
 * @param number whether its cells are numbers, which stand at the right
 * @param help one sentence for those who do not know the word; empty where the title says it
 */
public record Column(String name, String title, boolean number, String help) {

    public Column {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("A column's name is of a-z, 0-9 and _, not " + name + ".");
        }
    }

    public static Column text(String name, String title) {
        return new Column(name, title, false, "");
    }

    public static Column number(String name, String title) {
        return new Column(name, title, true, "");
    }

    /** The same with help. */
    public Column explained(String sentence) {
        return new Column(name, title, number, sentence);
    }
}
