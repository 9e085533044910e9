-- What a regression holds, in words.
CREATE VIEW regression_call AS
SELECT h.regression_id, h.comparison_id, c.experiment_id, h.platform_id, p.name AS platform, h.metric_id, e.name AS benchmark,
    x.name AS metric, m.change_percent, m.ci_low_percent, m.ci_high_percent, m.q, m.base_boots, m.candidate_boots, c.created_at AS judged_at,
    c.rule_version, NOT EXISTS (
        SELECT FROM comparison later JOIN comparison_metric lm ON lm.comparison_id = later.id AND lm.metric_id = h.metric_id
        WHERE later.candidate_kernel_id = c.candidate_kernel_id AND later.platform_id = c.platform_id
        AND later.base_kernel_id = c.base_kernel_id AND later.id > c.id) AS newest
FROM regression_metric h
JOIN comparison c ON c.id = h.comparison_id
JOIN comparison_metric m ON m.comparison_id = h.comparison_id AND m.metric_id = h.metric_id
JOIN metric x ON x.id = h.metric_id
JOIN benchmark e ON e.id = x.benchmark_id
JOIN platform p ON p.id = h.platform_id;
COMMENT ON VIEW regression_call IS 'The frozen calls that regressions hold; newest: no later comparison of the pair on the platform judged the metric.';

CREATE VIEW regression_bisection AS
SELECT r.id AS regression_id, s.id AS bisection_id, s.state, s.outcome
FROM regression r
JOIN kernel b ON b.id = r.base_kernel_id
JOIN kernel k ON k.id = r.candidate_kernel_id
JOIN bisection s ON s.symptom = 'METRIC'
WHERE (EXISTS (
        SELECT FROM comparison c WHERE c.id = s.comparison_id AND c.base_kernel_id = r.base_kernel_id
        AND c.candidate_kernel_id = r.candidate_kernel_id)
    OR (k.ref = 'git:' || s.tree || '#' || s.bad AND b.ref IN (SELECT 'git:' || s.tree || '#' || good FROM unnest(s.good) good)))
AND EXISTS (
    SELECT FROM regression_metric h JOIN metric x ON x.id = h.metric_id JOIN benchmark e ON e.id = x.benchmark_id
    WHERE h.regression_id = r.id AND e.name = s.benchmark AND x.name = s.metric);
COMMENT ON VIEW regression_bisection IS 'Bisections of a metric that a regression holds, between its kernels.';
