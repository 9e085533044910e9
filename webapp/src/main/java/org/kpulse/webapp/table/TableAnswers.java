package org.kpulse.webapp.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Tables as answers for programs. */
public final class TableAnswers {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8;header=present");

    private TableAnswers() {}

    /** {@code {"rows": [...], "more": false}}. */
    public static Map<String, Object> json(Table table) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("rows", table.objects());
        answer.put("more", table.more());
        return answer;
    }

    /** The columns' names, then a line a row (RFC 4180). */
    public static ResponseEntity<String> csv(Table table) {
        return ResponseEntity.ok().contentType(CSV).body(csvText(table));
    }

    /** The same as a text. */
    public static String csvText(Table table) {
        StringBuilder text = new StringBuilder();
        text.append(table.columns().stream().map(Column::name).collect(Collectors.joining(",")))
                .append("\r\n");
        for (List<Cell> row : table.rows()) {
            text.append(row.stream().map(cell -> field(cell.value())).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return text.toString();
    }

    /** Quoted where it must be; a text that a spreadsheet would take for a formula gets a blank before it. */
    private static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = String.valueOf(value);
        if (value instanceof String && text.matches("(?s)[=+\\-@\t\r].*")) {
            text = " " + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
