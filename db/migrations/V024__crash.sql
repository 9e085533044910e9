-- What went wrong in the kernel's log of a run: docs/crashes.md says how it is read and what a signature is.
CREATE TABLE crash (
    run_id    bigint NOT NULL REFERENCES run,
    position  integer NOT NULL CHECK (position >= 0 AND position < 20),
    class     text NOT NULL CHECK (class ~ '^[a-z][a-z-]{0,39}$'),
    signature text NOT NULL CHECK (signature <> '' AND length(signature) <= 200),
    title     text NOT NULL CHECK (length(title) <= 500),
    trace     text NOT NULL CHECK (length(trace) <= 20000),
    follows   integer CHECK (follows >= 0 AND follows < position),
    PRIMARY KEY (run_id, position),
    UNIQUE (run_id, signature),
    FOREIGN KEY (run_id, follows) REFERENCES crash
);
CREATE INDEX crash_signature ON crash (signature, run_id);
COMMENT ON TABLE crash IS 'A report of trouble in the kernel''s log of a run, or that it ended without one; also of runs that finished. Those of a run that failed by a fault of ours, such as EMULATOR_CRASH, are never evidence.';
COMMENT ON COLUMN crash.position IS '0-based order in the log; the first is a cause.';
COMMENT ON COLUMN crash.class IS 'For example null-dereference or soft-lockup.';
COMMENT ON COLUMN crash.signature IS 'The same for the same bug, whatever the addresses, processors and processes.';
COMMENT ON COLUMN crash.title IS 'The kernel''s own words.';
COMMENT ON COLUMN crash.trace IS 'Functions, one a line, the innermost first; those with a question mark are the kernel''s guesses.';
COMMENT ON COLUMN crash.follows IS 'Position of the crash that this one is taken for a consequence of; null for a cause.';

CREATE TRIGGER crash_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON crash FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
