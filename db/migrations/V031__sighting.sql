-- Kernels as they were noticed where new ones appear, whether anything is ever done with them or not.
CREATE TABLE sighting (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text NOT NULL CHECK (source <> ''),
    ref         text NOT NULL CHECK (ref <> ''),
    line        text NOT NULL CHECK (line <> ''),
    end_of_life boolean NOT NULL,
    released_at timestamptz,
    seen_at     timestamptz NOT NULL,
    UNIQUE (source, ref)
);
CREATE INDEX sighting_seen ON sighting (seen_at DESC, id DESC);
COMMENT ON TABLE sighting IS 'A kernel that a source had for the first time; never changed.';
COMMENT ON COLUMN sighting.source IS 'What was watched: kernel.org, debian, or git: and the name of a tree.';
COMMENT ON COLUMN sighting.ref IS 'Exact reference, such as release:6.12.3.';
COMMENT ON COLUMN sighting.line IS 'What it belongs to: moniker of kernel.org, branch or tag of a tree, flavour of Debian; as it was when it was first seen.';
COMMENT ON COLUMN sighting.end_of_life IS 'Whether its line got no more releases when it was seen.';
COMMENT ON COLUMN sighting.released_at IS 'When it was released or committed, if the source says; a stranger''s word.';
CREATE TRIGGER sighting_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON sighting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
