package org.kpulse.bisect.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kpulse.bisect.request.Regression;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.harness.store.Database;

/** Confirmed regressions, and which of them were bisected. */
public final class RegressionQuery {

    private final Database database;

    public RegressionQuery(Database database) {
        this.database = database;
    }

    /** The newest experiment that has a comparison. */
    public Optional<Long> newestExperiment() {
        return database.read(jdbc -> jdbc.sql("SELECT max(experiment_id) FROM comparison")
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single());
    }

    /** The regressions of an experiment, by the newest verdicts of each platform. */
    public List<Regression> of(long experiment) {
        return database.read(jdbc -> jdbc.sql("""
                SELECT c.id, p.name AS platform, b.name AS benchmark, m.name AS metric, cm.change_percent, base.ref AS base,
                    candidate.ref AS candidate
                FROM (SELECT DISTINCT ON (platform_id) * FROM comparison WHERE experiment_id = ? ORDER BY platform_id, id DESC) c
                JOIN platform p ON p.id = c.platform_id JOIN comparison_metric cm ON cm.comparison_id = c.id
                JOIN metric m ON m.id = cm.metric_id JOIN benchmark b ON b.id = m.benchmark_id
                JOIN kernel base ON base.id = c.base_kernel_id JOIN kernel candidate ON candidate.id = c.candidate_kernel_id
                WHERE cm.verdict = 'REGRESSION' AND cm.change_percent <> 0 AND cm.change_percent > -100
                ORDER BY c.id, b.name, m.name""")
                .param(experiment)
                .query((row, number) -> new Regression(
                        row.getLong("id"),
                        row.getString("platform"),
                        new Wanted.Metric(row.getString("benchmark"), row.getString("metric")),
                        row.getDouble("change_percent"),
                        row.getString("base"),
                        row.getString("candidate")))
                .list());
    }

    /** Bisections that began with a comparison of this experiment and go on. */
    public List<Long> unfinished(long experiment) {
        return database.read(
                jdbc -> jdbc.sql("""
                SELECT s.id FROM bisection s JOIN comparison c ON c.id = s.comparison_id
                WHERE c.experiment_id = ? AND s.state = 'RUNNING' ORDER BY s.id""").param(experiment).query(Long.class).list());
    }

    /** Metrics that have a bisection between these commits which was not given up. */
    public Set<Wanted.Metric> bisected(String tree, String good, String bad) {
        return Set.copyOf(database.read(jdbc -> jdbc.sql("""
                SELECT benchmark, metric FROM bisection
                WHERE tree = ? AND ? = ANY (good) AND bad = ? AND symptom = 'METRIC' AND state <> 'ABORTED'""")
                .params(tree, good, bad)
                .query((row, number) -> new Wanted.Metric(row.getString("benchmark"), row.getString("metric")))
                .list()));
    }
}
