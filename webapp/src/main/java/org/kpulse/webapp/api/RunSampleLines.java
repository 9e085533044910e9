package org.kpulse.webapp.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Samples as lines of JSON. */
@Component
class RunSampleLines {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;

    RunSampleLines(Database database) {
        this.database = database;
    }

    /** One object a sample, each with its line end, by benchmark, metric and iteration; empty if there is no such run. */
    Optional<String> of(long run) {
        return database.read(jdbc -> {
            if (!jdbc.sql("SELECT EXISTS (SELECT 1 FROM run WHERE id = ?)")
                    .param(run)
                    .query(Boolean.class)
                    .single()) {
                return Optional.empty();
            }
            StringBuilder lines = new StringBuilder();
            jdbc.sql("""
                            SELECT b.name AS benchmark, m.name AS metric, m.unit, s.iteration, s.value FROM sample s
                            JOIN metric m ON m.id = s.metric_id JOIN benchmark b ON b.id = m.benchmark_id
                            WHERE s.run_id = ? ORDER BY b.name COLLATE "C", m.name COLLATE "C", s.iteration""").param(run).query(row -> {
                Map<String, Object> sample = new LinkedHashMap<>();
                sample.put("benchmark", row.getString("benchmark"));
                sample.put("metric", row.getString("metric"));
                sample.put("unit", row.getString("unit"));
                sample.put("iteration", row.getInt("iteration"));
                sample.put("value", row.getDouble("value"));
                lines.append(JSON.writeValueAsString(sample)).append('\n');
            });
            return Optional.of(lines.toString());
        });
    }
}
