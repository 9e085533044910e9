CREATE TABLE worker (
    name        text PRIMARY KEY CHECK (name <> ''),
    host        text NOT NULL,
    platforms   text NOT NULL,
    state       text NOT NULL CHECK (state IN ('WORKING', 'QUARANTINED', 'STOPPED')),
    since       timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    our_faults  integer NOT NULL CHECK (our_faults >= 0),
    detail      text NOT NULL
);
COMMENT ON TABLE worker IS 'A process that works on requests, the stopped and the dead too.';
COMMENT ON COLUMN worker.state IS 'WORKING, also while it waits; QUARANTINED: takes nothing after too many faults of ours in a row; STOPPED: it ended in order.';
COMMENT ON COLUMN worker.since IS 'Since when it is in this state.';
COMMENT ON COLUMN worker.seen_at IS 'When it last said that it is there; long ago and not STOPPED: it is dead.';
COMMENT ON COLUMN worker.our_faults IS 'How many of the last tasks in a row ended by a fault of ours.';
COMMENT ON COLUMN worker.detail IS 'One sentence: why it is quarantined.';
