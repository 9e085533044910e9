package org.kpulse.webapp.table;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a table is for programs.
 *
 * @param json path and query
 * @param csv path and query
 */
public record Address(String json, String csv) {

    /**
     * Of a path without ending, and a query.
     *
     * @param query without question mark, encoded; may be empty
     */
    public static Address of(String path, String query) {
        String behind = query.isEmpty() ? "" : "?" + query;
        return new Address(path + ".json" + behind, path + ".csv" + behind);
    }

    /** A text as a part of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
