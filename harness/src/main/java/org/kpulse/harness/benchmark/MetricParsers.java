package org.kpulse.harness.benchmark;

import java.util.Map;

/** The parsers that a recipe may name with {@code parser:}. */
public final class MetricParsers {

    private MetricParsers() {}

    /** Those that come with Kpulse, by name. */
    public static Map<String, MetricParser> builtIn() {
        return Map.of("dbench-operations", new DbenchOperations());
    }
}
