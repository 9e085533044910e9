CREATE TABLE experiment (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    base_kernel_id      bigint NOT NULL REFERENCES kernel,
    candidate_kernel_id bigint NOT NULL REFERENCES kernel,
    suite_id            bigint NOT NULL REFERENCES suite,
    settings            jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
    state               text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'FINISHED', 'ABANDONED')),
    created_at          timestamptz NOT NULL DEFAULT now(),
    finished_at         timestamptz,
    CHECK ((state = 'RUNNING') = (finished_at IS NULL))
);
COMMENT ON TABLE experiment IS 'One kpulse run: a candidate kernel against a base kernel.';
COMMENT ON COLUMN experiment.settings IS 'All that decides what is measured; an unfinished experiment is resumed only under equal settings.';
COMMENT ON COLUMN experiment.state IS 'RUNNING until every job ended, also after a kill; then FINISHED, or ABANDONED when it will not be resumed.';

CREATE TABLE job (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    experiment_id bigint REFERENCES experiment,
    role          text CHECK (role IN ('base', 'candidate')),
    kernel_id     bigint NOT NULL REFERENCES kernel,
    platform_id   bigint NOT NULL REFERENCES platform,
    suite_id      bigint NOT NULL REFERENCES suite,
    boots_wanted  integer NOT NULL CHECK (boots_wanted >= 1),
    state         text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'ABANDONED')),
    created_at    timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz,
    UNIQUE (experiment_id, platform_id, role),
    CHECK ((experiment_id IS NULL) = (role IS NULL)),
    CHECK ((state IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL))
);
CREATE INDEX job_kernel ON job (kernel_id, platform_id);
COMMENT ON TABLE job IS 'Run this suite on this kernel on this platform.';
COMMENT ON COLUMN job.role IS 'Its side in the experiment; null outside of one.';
COMMENT ON COLUMN job.boots_wanted IS 'How many finished runs it needs; may be raised while it is undecided.';
COMMENT ON COLUMN job.state IS 'FINISHED: all boots wanted are there; FAILED: it gave up; ABANDONED: its experiment was.';
