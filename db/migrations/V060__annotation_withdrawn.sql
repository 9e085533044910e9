-- Annotations that were taken back. They stay stored, with who said them; series no longer show them.
CREATE TABLE annotation_withdrawn (
    annotation_id bigint PRIMARY KEY REFERENCES annotation,
    who           text NOT NULL CHECK (who <> ''),
    at            timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER annotation_withdrawn_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON annotation_withdrawn
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
COMMENT ON TABLE annotation_withdrawn IS 'Annotations that are shown no longer; never changed, and final.';
COMMENT ON COLUMN annotation_withdrawn.who IS 'Name of the person who took it back.';
COMMENT ON COLUMN annotation_withdrawn.at IS 'When.';
