-- What people say of a kernel where they see it: beside the series of a metric.
CREATE TABLE annotation (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform_id bigint NOT NULL REFERENCES platform,
    kernel_id   bigint NOT NULL REFERENCES kernel,
    metric_id   bigint REFERENCES metric,
    text        text NOT NULL CHECK (length(text) BETWEEN 1 AND 500 AND text !~ '[\u0001-\u001f\u007f-\u009f]'),
    who         text NOT NULL CHECK (who <> ''),
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX annotation_said_once ON annotation (platform_id, kernel_id, coalesce(metric_id, 0), who, md5(text));
CREATE INDEX annotation_metric ON annotation (metric_id);
CREATE INDEX annotation_kernel ON annotation (kernel_id);
CREATE TRIGGER annotation_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON annotation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
COMMENT ON TABLE annotation IS 'What people say of a kernel on a platform, shown in series; never changed.';
COMMENT ON COLUMN annotation.metric_id IS 'The metric whose series it belongs to; NULL for those of every metric.';
COMMENT ON COLUMN annotation.text IS 'One line.';
COMMENT ON COLUMN annotation.who IS 'Name of the person.';
