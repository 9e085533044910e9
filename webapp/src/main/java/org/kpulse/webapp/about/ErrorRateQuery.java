package org.kpulse.webapp.about;

import java.util.List;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** What was called in experiments in which there was nothing to call. */
@Component
public class ErrorRateQuery {

    private final Database database;

    public ErrorRateQuery(Database database) {
        this.database = database;
    }

    /**
     * One sum for each platform name, kind and rule version; the newest comparison of each experiment and platform counts,
     * and of it the metrics that were tested: with fewer than two boots a side nothing can be called, right or wrong.
     */
    public List<Calls> ofEqualKernels() {
        return database.read(jdbc -> jdbc.sql("""
                        WITH equal AS (
                            SELECT DISTINCT ON (c.experiment_id, c.platform_id) c.id, c.platform_id, c.rule_version
                            FROM comparison c
                            JOIN kernel b ON b.id = c.base_kernel_id JOIN kernel k ON k.id = c.candidate_kernel_id
                            WHERE c.experiment_id IS NOT NULL AND b.image_sha256 = k.image_sha256
                            ORDER BY c.experiment_id, c.platform_id, c.id DESC),
                        counted AS (
                            SELECT e.platform_id, e.rule_version, count(*) AS metrics,
                                count(*) FILTER (WHERE m.verdict IN ('REGRESSION', 'IMPROVEMENT')) AS called,
                                count(*) FILTER (WHERE m.verdict = 'NO_CHANGE') AS unchanged
                            FROM equal e JOIN comparison_metric m ON m.comparison_id = e.id AND m.q IS NOT NULL
                            GROUP BY e.id, e.platform_id, e.rule_version)
                        SELECT p.name, p.kind, n.rule_version, count(*) AS comparisons,
                            count(*) FILTER (WHERE n.called > 0) AS comparisons_with_a_call, sum(n.metrics)::bigint AS metrics,
                            sum(n.called)::bigint AS called, sum(n.unchanged)::bigint AS unchanged
                        FROM counted n JOIN platform p ON p.id = n.platform_id
                        GROUP BY p.name, p.kind, n.rule_version ORDER BY p.kind DESC, p.name, n.rule_version""")
                .query((row, number) -> new Calls(
                        row.getString("name"),
                        row.getString("kind"),
                        row.getString("rule_version"),
                        new Calls.Share(row.getLong("comparisons_with_a_call"), row.getLong("comparisons")),
                        new Calls.Share(row.getLong("called"), row.getLong("metrics")),
                        row.getLong("unchanged")))
                .list());
    }

    /**
     * What became of regressions that a person judged or a bisection proved, by platform and rules of their calls; duplicates count
     * with what they are of.
     */
    List<Judged> ofRegressions() {
        return database.read(jdbc -> jdbc.sql("""
                        WITH called AS (
                            SELECT DISTINCT h.regression_id, p.name, p.kind, c.rule_version, r.state
                            FROM regression r JOIN regression_metric h ON h.regression_id = r.id
                            JOIN comparison c ON c.id = h.comparison_id JOIN platform p ON p.id = h.platform_id
                            WHERE r.state NOT IN ('DETECTED', 'CONFIRMED', 'BISECTING', 'DUPLICATE'))
                        SELECT name, kind, rule_version, count(*) AS judged, count(*) FILTER (WHERE state = 'NOISE') AS noise,
                            count(*) FILTER (WHERE state = 'INFRA') AS infra
                        FROM called GROUP BY name, kind, rule_version ORDER BY kind DESC, name, rule_version""")
                .query((row, number) -> new Judged(
                        row.getString("name"),
                        row.getString("kind"),
                        row.getString("rule_version"),
                        new Calls.Share(row.getLong("noise"), row.getLong("judged")),
                        row.getLong("infra")))
                .list());
    }
}
