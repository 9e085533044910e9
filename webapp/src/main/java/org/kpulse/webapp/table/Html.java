package org.kpulse.webapp.table;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The few pieces of HTML that are made a thousand times on a page, written here because a template takes ten times as long for them.
 * Every text and attribute is escaped.
 */
public final class Html {

    private Html() {}

    /** A text as it stands between tags or in an attribute, with nothing hidden in it. */
    public static String escaped(String text) {
        String visible = Visible.of(text);
        StringBuilder safe = new StringBuilder(visible.length() + 16);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /**
     * A table without its caption.
     *
     * @param column in which something is drawn; -1 if nothing is
     * @param drawn HTML that stands before the words there, by row; null where there is none
     */
    public static String table(Table table, int column, IntFunction<@Nullable String> drawn) {
        StringBuilder out = new StringBuilder(
                100 * (table.rows().size() + 1) * table.columns().size());
        out.append("<table><thead><tr>");
        table.columns().forEach(each -> head(out, each));
        out.append("</tr></thead><tbody>\n");
        for (int row = 0; row < table.rows().size(); row++) {
            List<Cell> cells = table.rows().get(row);
            out.append("<tr>");
            for (int at = 0; at < cells.size(); at++) {
                begin(out, table.columns().get(at).number(), cells.get(at).mark());
                String picture = at == column ? drawn.apply(row) : null;
                if (picture != null) {
                    out.append(picture).append(' ');
                }
                words(out, cells.get(at));
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody></table>").toString();
    }

    private static void head(StringBuilder out, Column column) {
        out.append("<th scope=\"col\"");
        if (column.number()) {
            out.append(" class=\"number\"");
        }
        if (!column.help().isEmpty()) {
            out.append(" title=\"").append(escaped(column.help())).append('"');
        }
        out.append('>').append(escaped(column.title())).append("</th>");
    }

    private static void begin(StringBuilder out, boolean number, String mark) {
        out.append("<td");
        if (number || !mark.isEmpty()) {
            out.append(" class=\"")
                    .append(number ? "number" : "")
                    .append(number && !mark.isEmpty() ? " " : "")
                    .append(escaped(mark))
                    .append('"');
        }
        out.append('>');
    }

    private static void words(StringBuilder out, Cell cell) {
        String text = escaped(cell.text());
        if (cell.link().isPresent()) {
            out.append("<a href=\"")
                    .append(escaped(cell.link().get()))
                    .append("\">")
                    .append(text)
                    .append("</a>");
        } else {
            out.append(text);
        }
    }
}
