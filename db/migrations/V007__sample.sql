-- All samples of one metric in one run are one row, with their rollup beside them (docs/database.md says why);
-- the view "sample" has them as one row each.
CREATE TABLE run_metric (
    run_id    bigint NOT NULL REFERENCES run,
    metric_id bigint NOT NULL REFERENCES metric,
    n         integer NOT NULL,
    mean      double precision NOT NULL,
    mean_ln   double precision,
    min       double precision NOT NULL,
    max       double precision NOT NULL,
    samples   double precision[] NOT NULL,
    PRIMARY KEY (run_id, metric_id),
    CONSTRAINT samples_are_one_list CHECK (array_ndims(samples) = 1 AND array_lower(samples, 1) = 1
        AND samples[cardinality(samples)] IS NOT NULL),
    CONSTRAINT samples_are_finite_and_not_negative CHECK (0 <= ALL (samples) AND 'Infinity' > ALL (samples)),
    CONSTRAINT rollup_agrees_with_samples CHECK (n = cardinality(array_remove(samples, NULL))
        AND min <= ALL (samples) AND max >= ALL (samples) AND min = ANY (samples) AND max = ANY (samples)
        AND mean >= 0 AND mean < 'Infinity'
        AND (mean_ln IS NULL) = (min = 0))
);
COMMENT ON TABLE run_metric IS 'Samples of one metric in one run, kept for ever, and their rollup. Only finished runs have any.';
COMMENT ON COLUMN run_metric.n IS 'Number of samples.';
COMMENT ON COLUMN run_metric.mean IS 'Arithmetic mean, in the metric''s unit.';
COMMENT ON COLUMN run_metric.mean_ln IS 'Mean of the natural logarithms; null when a sample is 0.';
COMMENT ON COLUMN run_metric.min IS 'Smallest sample, in the metric''s unit.';
COMMENT ON COLUMN run_metric.max IS 'Largest sample, in the metric''s unit.';
COMMENT ON COLUMN run_metric.samples IS 'The values by iteration, in the metric''s unit: element i + 1 is iteration i, null where it gave none.';

CREATE VIEW sample AS
SELECT m.run_id, m.metric_id, (s.position - 1)::integer AS iteration, s.value
FROM run_metric m CROSS JOIN LATERAL unnest(m.samples) WITH ORDINALITY AS s (value, position)
WHERE s.value IS NOT NULL;
COMMENT ON VIEW sample IS 'One measured value of one metric in one iteration (0-based) of a run.';

CREATE FUNCTION refuse_samples_of_unfinished_runs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    culprit bigint;
BEGIN
    SELECT r.id INTO culprit FROM run r
    WHERE r.id IN (SELECT run_id FROM added) AND r.state <> 'FINISHED' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'run % did not finish and can have no samples', culprit
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_samples_of_unfinished_runs() IS 'Trigger of run_metric.';
CREATE TRIGGER run_metric_of_finished_run AFTER INSERT ON run_metric
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_samples_of_unfinished_runs();
CREATE TRIGGER run_metric_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON run_metric
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
