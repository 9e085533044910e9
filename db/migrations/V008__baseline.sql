CREATE TABLE baseline (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform_id bigint NOT NULL REFERENCES platform,
    kernel_id   bigint NOT NULL REFERENCES kernel,
    set_at      timestamptz NOT NULL DEFAULT now(),
    reason      text NOT NULL
);
CREATE INDEX baseline_current ON baseline (platform_id, id DESC);
COMMENT ON TABLE baseline IS 'Which kernel a platform''s series are compared with: the newest row of a platform counts, older ones are its history.';
COMMENT ON COLUMN baseline.reason IS 'Why it was set, for people.';
CREATE TRIGGER baseline_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON baseline
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
