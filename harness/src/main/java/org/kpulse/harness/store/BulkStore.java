package org.kpulse.harness.store;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills an empty database with very many rows, whose ids the caller gives. */
public final class BulkStore {

    private static final List<String> NUMBERED = List.of("kernel", "job", "run", "comparison");

    private final Database database;

    public BulkStore(Database database) {
        this.database = database;
    }

    /**
     * Does all of the work in one transaction, while nobody else can add a kernel; what is stored afterwards gets ids above those given.
     *
     * @return false, with nothing done, if there are kernels already
     */
    public boolean fill(Runnable work) {
        boolean empty = database.write(jdbc -> {
            jdbc.sql("LOCK TABLE kernel IN EXCLUSIVE MODE").update();
            if (jdbc.sql("SELECT EXISTS (SELECT 1 FROM kernel)")
                    .query(Boolean.class)
                    .single()) {
                return false;
            }
            work.run();
            NUMBERED.forEach(table -> countOn(jdbc, table));
            return true;
        });
        if (empty) {
            database.read(jdbc -> jdbc.sql("ANALYZE").update());
        }
        return empty;
    }

    private static void countOn(JdbcClient jdbc, String table) {
        jdbc.sql("SELECT setval(pg_get_serial_sequence('" + table + "', 'id'), max(id)) FROM " + table)
                .query(Long.class)
                .optional();
    }

    /**
     * Writes rows in PostgreSQL's text format.
     *
     * @param columns {@code table (column, ...)}
     */
    public void copy(String columns, CharSequence rows) {
        Copy.into(database, "COPY " + columns + " FROM STDIN", rows);
    }

    /** The id of a metric of a benchmark that is stored. */
    public long metric(long benchmark, String name) {
        return database.read(jdbc -> jdbc.sql("SELECT id FROM metric WHERE benchmark_id = ? AND name = ?")
                .params(benchmark, name)
                .query(Long.class)
                .single());
    }
}
