package org.kpulse.harness.store;

/** How many comparisons are stored, for tests of other packages. */
public record ComparisonCount(Database database) {

    /** All of them. */
    public long all() {
        return database.read(jdbc ->
                jdbc.sql("SELECT count(*) FROM comparison").query(Long.class).single());
    }
}
