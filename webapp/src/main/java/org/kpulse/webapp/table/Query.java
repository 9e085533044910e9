package org.kpulse.webapp.table;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The part of an address behind the question mark.
 *
 * @param text encoded; empty if there is none
 */
public record Query(String text) {

    public static final Query NONE = new Query("");

    /** With one more parameter, unless its value is empty. */
    public Query with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        String pair = name + "=" + encoded(value);
        return new Query(text.isEmpty() ? pair : text + "&" + pair);
    }

    /** The address of this path with this query. */
    public String behind(String path) {
        return text.isEmpty() ? path : path + "?" + text;
    }

    /** A piece of a path. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
