package org.kpulse.harness.store;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.kpulse.harness.run.RunState;

/** How the boots of a job ended. */
public final class BootQuery {

    private final Database database;

    public BootQuery(Database database) {
        this.database = database;
    }

    /**
     * One boot with all its attempts.
     *
     * @param attempts state of each, in order; none if it was not made
     * @param fault of the last attempt, one sentence; empty text if it finished
     * @param seconds of all attempts
     * @param medianLn median of the natural logarithms of the metric's samples; empty if it did not finish or has a sample of 0
     */
    public record Boot(List<RunState> attempts, String fault, double seconds, OptionalDouble medianLn) {

        public Boot {
            attempts = List.copyOf(attempts);
        }

        public boolean finished() {
            return attempts.contains(RunState.FINISHED);
        }
    }

    /** A boot of a job; of the metric, empty texts stand for none. */
    public Boot of(long job, int boot, String benchmark, String metric) {
        return database.read(jdbc -> {
            List<RunState> attempts = new ArrayList<>();
            double[] seconds = new double[1];
            StringBuilder fault = new StringBuilder();
            jdbc.sql(
                            "SELECT state, fault_code, fault_detail, total_seconds FROM run WHERE job_id = ? AND boot = ? ORDER BY attempt")
                    .params(job, boot)
                    .query(row -> {
                        attempts.add(RunState.valueOf(row.getString("state")));
                        seconds[0] += row.getDouble("total_seconds");
                        fault.setLength(0);
                        if (row.getString("fault_code") != null) {
                            fault.append(row.getString("fault_code"))
                                    .append(": ")
                                    .append(row.getString("fault_detail"));
                        }
                    });
            List<Double> median = jdbc.sql("""
                    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ln(s.value))
                    FROM run r JOIN run_metric m ON m.run_id = r.id JOIN metric k ON k.id = m.metric_id
                    JOIN benchmark b ON b.id = k.benchmark_id JOIN sample s ON s.run_id = r.id AND s.metric_id = k.id
                    WHERE r.job_id = ? AND r.boot = ? AND r.state = 'FINISHED' AND b.name = ? AND k.name = ?
                        AND m.mean_ln IS NOT NULL
                    GROUP BY r.id""")
                    .params(job, boot, benchmark, metric)
                    .query(Double.class)
                    .list();
            return new Boot(
                    attempts,
                    fault.toString(),
                    seconds[0],
                    median.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median.get(0)));
        });
    }
}
