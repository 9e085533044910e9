CREATE TABLE patch_series (
    sha256   text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    title    text NOT NULL,
    author   text NOT NULL,
    patches  integer NOT NULL CHECK (patches > 0),
    first_seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE patch_series IS 'A series of patches that was tested, as its mails call it. A kernel with it has its hash in patches_sha256.';
COMMENT ON COLUMN patch_series.sha256 IS 'SHA-256 of its patches as one mailbox in the order in which they apply.';
COMMENT ON COLUMN patch_series.title IS 'Subject of the cover letter, or of the only patch.';

CREATE TRIGGER patch_series_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON patch_series
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
