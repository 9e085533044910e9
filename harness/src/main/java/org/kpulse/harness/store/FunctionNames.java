package org.kpulse.harness.store;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ids of kernel functions: one for each name, whatever kernels have it. */
final class FunctionNames {

    private FunctionNames() {}

    /** Ids by name; new names are numbered in their order. Two transactions that bring the same new names wait for each other here. */
    static Map<String, Integer> ids(JdbcClient jdbc, SortedSet<String> names) {
        String[] all = names.toArray(String[]::new);
        jdbc.sql("""
                INSERT INTO kernel_function (name)
                SELECT n.name FROM unnest(?::text[]) WITH ORDINALITY AS n (name, position)
                WHERE NOT EXISTS (SELECT FROM kernel_function f WHERE f.name = n.name)
                ORDER BY n.position ON CONFLICT (name) DO NOTHING""").param(all).update();
        Map<String, Integer> ids = new HashMap<>();
        jdbc.sql("SELECT id, name FROM kernel_function WHERE name = ANY (?::text[])")
                .param(all)
                .query(row -> {
                    ids.put(row.getString("name"), row.getInt("id"));
                });
        return ids;
    }
}
