package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first ones to the left, numbers to the right. */
public final class Table {

    private final List<String> head;
    private final int left;
    private final boolean lastLeft;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param left how many columns, from the first, are text
     * @param head of each column
     */
    public Table(int left, String... head) {
        this(left, false, head);
    }

    private Table(int left, boolean lastLeft, String... head) {
        this.left = left;
        this.lastLeft = lastLeft;
        this.head = List.of(head);
    }

    /** A table whose last column is text too. */
    public static Table withTextAtTheEnd(int left, String... head) {
        return new Table(left, true, head);
    }

    /** Adds a row with as many cells as there are columns. */
    public Table row(String... cells) {
        if (cells.length != head.size()) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + head.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, heads first, without trailing blanks. */
    public String text() {
        int[] width = new int[head.size()];
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < width.length; i++) {
                String blank = " ".repeat(width[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(isText(i) ? row.get(i) + blank : blank + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private boolean isText(int column) {
        return column < left || (lastLeft && column == head.size() - 1);
    }
}
