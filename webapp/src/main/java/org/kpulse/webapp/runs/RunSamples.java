package org.kpulse.webapp.runs;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** What a run's own row does not have. */
@Component
class RunSamples {

    private final Database database;

    RunSamples(Database database) {
        this.database = database;
    }

    /**
     * All that one metric gave in one run.
     *
     * @param values by iteration; null where it gave none
     */
    record Measured(
            String benchmark,
            String metric,
            String unit,
            String direction,
            double mean,
            double min,
            double max,
            List<@Nullable Double> values) {}

    /** Every metric of a run. */
    List<Measured> of(long run) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT b.name AS benchmark, m.name AS metric, m.unit, m.direction, rm.mean, rm.min, rm.max, rm.samples
                        FROM run_metric rm JOIN metric m ON m.id = rm.metric_id JOIN benchmark b ON b.id = m.benchmark_id
                        WHERE rm.run_id = ? ORDER BY b.name COLLATE "C", m.name COLLATE "C", m.id""")
                .param(run)
                .query((row, number) -> new Measured(
                        row.getString("benchmark"),
                        row.getString("metric"),
                        row.getString("unit"),
                        row.getString("direction"),
                        row.getDouble("mean"),
                        row.getDouble("min"),
                        row.getDouble("max"),
                        Arrays.asList((Double[]) row.getArray("samples").getArray())))
                .list());
    }

    /** The id of the kernel that a job boots. */
    OptionalLong kernelOf(long job) {
        return database.read(jdbc -> jdbc.sql("SELECT kernel_id FROM job WHERE id = ?")
                .param(job)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
    }
}
