-- How the last poll of each source ended. Written in the transaction that stores what it saw, so that nothing is taken for seen that is not stored.
CREATE TABLE source_poll (
    source    text PRIMARY KEY CHECK (source <> ''),
    polled_at timestamptz NOT NULL,
    due_at    timestamptz NOT NULL,
    outcome   text NOT NULL CHECK (outcome IN ('OK', 'FAILED')),
    detail    text NOT NULL,
    failures  integer NOT NULL CHECK (failures >= 0),
    memory    text NOT NULL,
    CONSTRAINT failures_agree_with_outcome CHECK ((outcome = 'OK') = (failures = 0)),
    CONSTRAINT due_after_poll CHECK (due_at >= polled_at)
);
COMMENT ON TABLE source_poll IS 'The last poll of a source, and when the next is due.';
COMMENT ON COLUMN source_poll.detail IS 'One sentence: what was new, or why it failed.';
COMMENT ON COLUMN source_poll.failures IS 'How many polls failed in a row.';
COMMENT ON COLUMN source_poll.memory IS 'What the source needs to see what changed since, in a form of its own: an ETag, the heads of a tree.';
