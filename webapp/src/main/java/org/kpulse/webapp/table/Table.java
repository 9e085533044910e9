package org.kpulse.webapp.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table, the same on a page, in JSON and in CSV.
 *
 * @param caption what it shows
 * @param columns from left to right
 * @param rows each with a cell for each column
 * @param more whether there are rows beyond these, which the page says
 */
public record Table(String caption, List<Column> columns, List<List<Cell>> rows, boolean more) {

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("A row of \"" + caption + "\" has " + row.size() + " cells for "
                        + columns.size() + " columns.");
            }
        }
    }

    public Table(String caption, List<Column> columns, List<List<Cell>> rows) {
        this(caption, columns, rows, false);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** For templates: HTML without the caption. */
    public String getHtml() {
        return Html.table(this, -1, row -> null);
    }

    /** Rows as JSON has them, by the columns' names. */
    public List<Map<String, @Nullable Object>> objects() {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<Cell> row : rows) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i).name(), row.get(i).value());
            }
            objects.add(object);
        }
        return objects;
    }
}
