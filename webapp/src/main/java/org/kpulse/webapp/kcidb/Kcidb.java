package org.kpulse.webapp.kcidb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.fault.UsageException;

/**
 * A document in KCIDB's form, version 5.3: checkouts, builds, tests, issues and incidents that name each other. Values that are not known
 * are left out, since nothing may be null in it. Pure.
 */
final class Kcidb {

    private static final int MAJOR = 5;
    private static final int MINOR = 3;
    private static final int MOST_EXCERPT = 16_000;

    private final String origin;
    private final Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();

    /** @param origin name of the system that submits, of a-z, 0-9 and _ */
    Kcidb(String origin) {
        if (!origin.matches("[a-z0-9_]{1,64}")) {
            throw new UsageException("An origin is of a-z, 0-9 and _, not \"" + origin + "\".");
        }
        this.origin = origin;
        for (String name : List.of("checkouts", "builds", "tests", "issues", "incidents")) {
            lists.put(name, new ArrayList<>());
        }
    }

    /** An object of the document. */
    static final class Item {

        private final Map<String, Object> fields = new LinkedHashMap<>();

        /** With one more field, unless it is empty. */
        Item with(String name, Object value) {
            if (!value.equals("") && !value.equals(Map.of()) && !value.equals(List.of())) {
                fields.put(name, value instanceof String text ? clean(text) : value);
            }
            return this;
        }

        /** With one more field, though it may be an empty text that means something. */
        Item always(String name, String value) {
            fields.put(name, clean(value));
            return this;
        }

        /** With a part of a log. */
        Item excerpt(String log) {
            return with("log_excerpt", log.substring(Math.max(0, log.length() - MOST_EXCERPT)));
        }
    }

    /** No text has a NUL in it. */
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** The identity of something of ours. */
    String id(String kind, Object number) {
        return origin + ":" + kind + "-" + number;
    }

    /** Puts an object of this identity into a list. */
    void add(String list, String id, Item item) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", id);
        object.put("origin", origin);
        object.putAll(item.fields);
        List<Map<String, Object>> all = lists.get(list);
        if (all == null) {
            throw new IllegalArgumentException("there is no list " + list);
        }
        all.add(object);
    }

    /** A path in the tree of tests: words with dots between, of letters that such words may have. */
    static String path(String... words) {
        List<String> clean = new ArrayList<>();
        for (String word : words) {
            clean.add(word.replaceAll("[^A-Za-z0-9_-]", "_"));
        }
        return String.join(".", clean);
    }

    /** The document. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", Map.of("major", MAJOR, "minor", MINOR));
        lists.forEach((name, items) -> document.put(name, List.copyOf(items)));
        return document;
    }
}
