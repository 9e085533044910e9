-- What is asked of the lab: by policies and by people.
CREATE TABLE request (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL UNIQUE CHECK (key <> ''),
    base       text NOT NULL CHECK (base <> ''),
    candidate  text NOT NULL CHECK (candidate <> ''),
    suite      text NOT NULL CHECK (suite <> ''),
    boots      integer NOT NULL CHECK (boots >= 0),
    priority   smallint NOT NULL CHECK (priority BETWEEN 0 AND 100),
    why        text NOT NULL CHECK (why <> ''),
    asked_by   text NOT NULL CHECK (asked_by <> ''),
    bisect     boolean NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE request IS 'Compare a candidate kernel with a base by a suite on some platforms, as somebody or a policy asked.';
COMMENT ON COLUMN request.key IS 'What makes two requests the same: a second one with the same key is not stored.';
COMMENT ON COLUMN request.base IS 'Exact reference of the kernel compared with.';
COMMENT ON COLUMN request.candidate IS 'Exact reference of the kernel under test.';
COMMENT ON COLUMN request.boots IS 'Boots of each kernel; 0: as run.boots says on the host that works on it.';
COMMENT ON COLUMN request.priority IS '0 to 100; higher goes first.';
COMMENT ON COLUMN request.asked_by IS 'A policy, as policy: and its name, or a person.';
COMMENT ON COLUMN request.bisect IS 'Whether regressions that it confirms are bisected.';
CREATE TRIGGER request_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON request
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE request_task (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request_id    bigint NOT NULL REFERENCES request,
    platform      text NOT NULL CHECK (platform <> ''),
    state         text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    not_before    timestamptz NOT NULL,
    claim         integer NOT NULL CHECK (claim >= 0),
    worker        text,
    claimed_at    timestamptz,
    first_claim   timestamptz,
    failures      integer NOT NULL CHECK (failures >= 0),
    worked_ms     bigint NOT NULL CHECK (worked_ms >= 0),
    experiment_id bigint REFERENCES experiment,
    outcome       text,
    blame         text CHECK (blame IN ('KERNEL', 'OURS')),
    detail        text NOT NULL,
    finished_at   timestamptz,
    UNIQUE (request_id, platform),
    CONSTRAINT task_ends_with_its_state CHECK ((state IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL)),
    CONSTRAINT running_task_has_a_worker CHECK ((state = 'RUNNING') = (claimed_at IS NOT NULL)),
    CONSTRAINT done_task_has_an_outcome CHECK (state <> 'DONE' OR outcome IS NOT NULL)
);
CREATE INDEX request_task_open ON request_task (platform, state) WHERE finished_at IS NULL;
CREATE INDEX request_task_ended ON request_task (finished_at DESC) WHERE finished_at IS NOT NULL;
COMMENT ON TABLE request_task IS 'One platform of a request: worked on by one worker at a time, ends once.';
COMMENT ON COLUMN request_task.not_before IS 'Nobody takes it earlier.';
COMMENT ON COLUMN request_task.claim IS 'How often a worker took it. Who works on it says which claim it has; what an older claim says is not stored.';
COMMENT ON COLUMN request_task.worker IS 'Who has it, or had it last.';
COMMENT ON COLUMN request_task.claimed_at IS 'Since when it is worked on; null while it is not.';
COMMENT ON COLUMN request_task.first_claim IS 'When it was taken for the first time.';
COMMENT ON COLUMN request_task.failures IS 'How often a fault of ours or a dead worker ended the work on it.';
COMMENT ON COLUMN request_task.worked_ms IS 'How long workers that told its end worked on it, ms.';
COMMENT ON COLUMN request_task.experiment_id IS 'What it measures in; gone on with by whoever takes it next.';
COMMENT ON COLUMN request_task.outcome IS 'FINE, REGRESSION, INCONCLUSIVE or INFRASTRUCTURE as of kpulse run; else the kind of the fault.';
COMMENT ON COLUMN request_task.detail IS 'One sentence: how it ended, or why it was handed back.';
