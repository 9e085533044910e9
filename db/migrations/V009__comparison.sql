CREATE DOMAIN finite AS double precision CHECK (VALUE > '-Infinity' AND VALUE < 'Infinity');
COMMENT ON DOMAIN finite IS 'A number that is neither NaN nor infinite.';

CREATE TABLE comparison (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    experiment_id       bigint REFERENCES experiment,
    platform_id         bigint NOT NULL REFERENCES platform,
    base_kernel_id      bigint NOT NULL REFERENCES kernel,
    candidate_kernel_id bigint NOT NULL REFERENCES kernel,
    rule_version        text NOT NULL CHECK (rule_version <> ''),
    created_at          timestamptz NOT NULL DEFAULT now(),
    index_value         finite CHECK (index_value > 0),
    index_low           finite CHECK (index_low > 0),
    index_high          finite CHECK (index_high > 0),
    CHECK (index_low <= index_high),
    CHECK ((index_low IS NULL) = (index_high IS NULL)),
    CHECK (index_value IS NOT NULL OR index_low IS NULL)
);
CREATE INDEX comparison_experiment ON comparison (experiment_id);
COMMENT ON TABLE comparison IS 'Candidate against base kernel on one platform, judged once by one version of the rules and frozen.';
COMMENT ON COLUMN comparison.rule_version IS 'Version of the rules that gave the verdicts.';
COMMENT ON COLUMN comparison.index_value IS 'Weighted geometric mean of the ratios to the base kernel, base = 100; null when no metric counts.';
COMMENT ON COLUMN comparison.index_low IS 'Lower end of its 95 % confidence interval; null when there are too few boots.';
COMMENT ON COLUMN comparison.index_high IS 'Upper end of its 95 % confidence interval.';

CREATE TABLE comparison_metric (
    comparison_id        bigint NOT NULL REFERENCES comparison,
    metric_id            bigint NOT NULL REFERENCES metric,
    base_mean            finite NOT NULL CHECK (base_mean >= 0),
    base_cv_percent      finite CHECK (base_cv_percent >= 0),
    base_boots           integer NOT NULL CHECK (base_boots >= 0),
    base_samples         integer NOT NULL CHECK (base_samples >= base_boots),
    candidate_mean       finite NOT NULL CHECK (candidate_mean >= 0),
    candidate_cv_percent finite CHECK (candidate_cv_percent >= 0),
    candidate_boots      integer NOT NULL CHECK (candidate_boots >= 0),
    candidate_samples    integer NOT NULL CHECK (candidate_samples >= candidate_boots),
    change_percent       finite,
    ci_low_percent       finite,
    ci_high_percent      finite,
    p                    finite CHECK (p BETWEEN 0 AND 1),
    q                    finite CHECK (q BETWEEN 0 AND 1),
    mde_percent          finite CHECK (mde_percent >= 0),
    verdict              text NOT NULL CHECK (verdict IN ('REGRESSION', 'IMPROVEMENT', 'NO_CHANGE', 'INCONCLUSIVE')),
    PRIMARY KEY (comparison_id, metric_id),
    CHECK (ci_low_percent <= ci_high_percent),
    CHECK ((ci_low_percent IS NULL) = (ci_high_percent IS NULL)),
    CONSTRAINT no_verdict_from_one_boot_a_side CHECK (verdict = 'INCONCLUSIVE' OR (base_boots >= 2 AND candidate_boots >= 2))
);
COMMENT ON TABLE comparison_metric IS 'What a comparison says of one metric.';
COMMENT ON COLUMN comparison_metric.base_mean IS 'Mean of the base kernel''s boot means, in the metric''s unit.';
COMMENT ON COLUMN comparison_metric.base_cv_percent IS 'Coefficient of variation over its boots, percent; null below two boots.';
COMMENT ON COLUMN comparison_metric.candidate_mean IS 'Mean of the candidate''s boot means, in the metric''s unit.';
COMMENT ON COLUMN comparison_metric.candidate_cv_percent IS 'Coefficient of variation over its boots, percent; null below two boots.';
COMMENT ON COLUMN comparison_metric.change_percent IS 'Candidate against base, percent of the raw value, positive is larger; null where there is no ratio (base 0).';
COMMENT ON COLUMN comparison_metric.ci_low_percent IS 'Lower end of the 95 % confidence interval of the change, percent.';
COMMENT ON COLUMN comparison_metric.ci_high_percent IS 'Upper end of the 95 % confidence interval of the change, percent.';
COMMENT ON COLUMN comparison_metric.p IS 'Two-sided p value.';
COMMENT ON COLUMN comparison_metric.q IS 'p adjusted for all metrics tested together (Benjamini-Hochberg).';
COMMENT ON COLUMN comparison_metric.mde_percent IS 'Minimum detectable effect, percent.';

CREATE TRIGGER comparison_is_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON comparison
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER comparison_metric_is_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON comparison_metric
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
