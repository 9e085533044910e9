package org.kpulse.harness.store;

import java.util.List;
import java.util.OptionalLong;
import org.kpulse.harness.regression.Advance;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.store.RegressionEvents.Change;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings the regressions up to what is stored: calls that none holds are gathered, one regression a pair of kernels, and states follow
 * the facts. May run at any time and any number of times; what it did before it finds done. It runs in the transaction that freezes a comparison
 * or changes a bisection, and when pages or commands begin, for what was frozen before there were regressions.
 */
public final class RegressionReconciler {

    private RegressionReconciler() {}

    private record Gathered(long regression, String comparisons, long calls) {}

    private record Known(long regression, RegressionState state, Advance.Facts facts) {}

    /** In a transaction of its own; how many events it stored. */
    public static int reconcile(Database database) {
        return database.write(RegressionReconciler::reconcile);
    }

    /** In the transaction of the caller, who must not change rows of regressions before. */
    public static int reconcile(JdbcClient jdbc) {
        RegressionEvents.lock(jdbc);
        return gather(jdbc) + advance(jdbc);
    }

    /** Two kernels of one image are not a pair: whatever was called between them is a false alarm. */
    private static int gather(JdbcClient jdbc) {
        jdbc.sql("""
                INSERT INTO regression (base_kernel_id, candidate_kernel_id, state)
                SELECT c.base_kernel_id, c.candidate_kernel_id, 'DETECTED'
                FROM comparison_metric m JOIN comparison c ON c.id = m.comparison_id
                JOIN kernel b ON b.id = c.base_kernel_id JOIN kernel k ON k.id = c.candidate_kernel_id
                WHERE m.verdict = 'REGRESSION' AND b.image_sha256 <> k.image_sha256
                AND NOT EXISTS (SELECT FROM regression_metric h WHERE h.comparison_id = m.comparison_id AND h.metric_id = m.metric_id)
                AND NOT EXISTS (SELECT FROM regression r WHERE r.base_kernel_id = c.base_kernel_id
                    AND r.candidate_kernel_id = c.candidate_kernel_id)
                GROUP BY c.base_kernel_id, c.candidate_kernel_id ORDER BY min(c.id)""").update();
        List<Gathered> gathered = jdbc.sql("""
                WITH added AS (
                    INSERT INTO regression_metric (regression_id, comparison_id, metric_id, platform_id)
                    SELECT r.id, m.comparison_id, m.metric_id, c.platform_id
                    FROM comparison_metric m JOIN comparison c ON c.id = m.comparison_id
                    JOIN regression r ON r.base_kernel_id = c.base_kernel_id AND r.candidate_kernel_id = c.candidate_kernel_id
                    WHERE m.verdict = 'REGRESSION' AND NOT EXISTS (
                        SELECT FROM regression_metric h WHERE h.comparison_id = m.comparison_id AND h.metric_id = m.metric_id)
                    RETURNING regression_id, comparison_id)
                SELECT regression_id, string_agg(DISTINCT comparison_id::text, ', ') AS comparisons, count(*) AS calls
                FROM added GROUP BY regression_id ORDER BY regression_id""")
                .query((row, number) ->
                        new Gathered(row.getLong("regression_id"), row.getString("comparisons"), row.getLong("calls")))
                .list();
        gathered.forEach(each -> RegressionEvents.append(
                jdbc,
                each.regression(),
                Change.byData(
                        "called",
                        state(jdbc, each.regression()),
                        OptionalLong.empty(),
                        "comparison " + each.comparisons() + ": " + each.calls()
                                + (each.calls() == 1 ? " metric" : " metrics"))));
        return gathered.size();
    }

    /** A call changes no state: a person's verdict stands. */
    private static RegressionState state(JdbcClient jdbc, long regression) {
        return RegressionState.valueOf(jdbc.sql("SELECT state FROM regression WHERE id = ?")
                .param(regression)
                .query(String.class)
                .single());
    }

    private static int advance(JdbcClient jdbc) {
        int steps = 0;
        for (Known each : known(jdbc)) {
            steps += Advance.next(each.state(), each.facts())
                    .map(step -> {
                        RegressionEvents.append(
                                jdbc,
                                each.regression(),
                                Change.byData("advanced", step.to(), step.bisection(), step.why()));
                        return 1;
                    })
                    .orElse(0);
        }
        return steps;
    }

    /** Of those that may move by themselves. */
    private static List<Known> known(JdbcClient jdbc) {
        return jdbc.sql("""
                SELECT r.id, r.state,
                    EXISTS (SELECT FROM regression_metric h JOIN comparison c ON c.id = h.comparison_id WHERE h.regression_id = r.id
                        GROUP BY h.metric_id, h.platform_id HAVING count(DISTINCT c.experiment_id) > 1) AS repeated,
                    (SELECT max(s.bisection_id) FROM regression_bisection s WHERE s.regression_id = r.id
                        AND s.state IN ('RUNNING', 'PAUSED')) AS searching,
                    (SELECT max(s.bisection_id) FROM regression_bisection s WHERE s.regression_id = r.id AND s.state = 'FINISHED'
                        AND s.outcome ->> 'answer' = 'culprit') AS solved,
                    r.state = 'FIXED_PENDING' AND EXISTS (
                        SELECT FROM kernel later JOIN kernel k ON k.id = r.candidate_kernel_id
                        WHERE later.first_seen_at > k.first_seen_at
                        AND later.id IN (SELECT candidate_kernel_id FROM comparison WHERE base_kernel_id = r.base_kernel_id)
                        AND NOT EXISTS (
                            SELECT FROM regression_metric h WHERE h.regression_id = r.id AND NOT EXISTS (
                                SELECT FROM comparison c JOIN comparison_metric m ON m.comparison_id = c.id
                                WHERE c.base_kernel_id = r.base_kernel_id AND c.candidate_kernel_id = later.id
                                AND c.platform_id = h.platform_id AND m.metric_id = h.metric_id
                                AND m.verdict IN ('NO_CHANGE', 'IMPROVEMENT')
                                AND c.created_at > (SELECT max(e.at) FROM regression_event e
                                    WHERE e.regression_id = r.id AND e.what = 'fixed')))) AS gone
                FROM regression r WHERE r.state IN ('DETECTED', 'CONFIRMED', 'BISECTING', 'FIXED_PENDING') ORDER BY r.id""")
                .query((row, number) -> new Known(
                        row.getLong("id"),
                        RegressionState.valueOf(row.getString("state")),
                        new Advance.Facts(
                                row.getBoolean("repeated"),
                                RegressionStore.optional(row, "searching"),
                                RegressionStore.optional(row, "solved"),
                                row.getBoolean("gone"))))
                .list();
    }
}
