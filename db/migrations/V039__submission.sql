CREATE TABLE submission (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text NOT NULL CHECK (key ~ '^[!-~]{1,200}$'),
    person      text NOT NULL CHECK (person <> ''),
    body_sha256 text NOT NULL CHECK (body_sha256 ~ '^[0-9a-f]{64}$'),
    run_id      bigint NOT NULL REFERENCES run,
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (person, key)
);
COMMENT ON TABLE submission IS 'A run that came from outside through the API.';
COMMENT ON COLUMN submission.key IS 'Chosen by the sender; the same one again is the same submission and stores nothing.';
COMMENT ON COLUMN submission.body_sha256 IS 'SHA-256 of what was sent; another body under the same key is refused.';

CREATE TRIGGER submission_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON submission
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
