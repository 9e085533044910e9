-- Regressions: the metrics that were called worse between two kernels, on all platforms together, and what is done about them.
CREATE TABLE regression (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    base_kernel_id      bigint NOT NULL REFERENCES kernel,
    candidate_kernel_id bigint NOT NULL REFERENCES kernel,
    state               text NOT NULL CHECK (state IN ('DETECTED', 'CONFIRMED', 'BISECTING', 'CULPRIT_KNOWN', 'REPORTED', 'FIXED_PENDING',
                            'VERIFIED', 'NOISE', 'INFRA', 'DUPLICATE', 'ACCEPTED', 'IMPROVEMENT')),
    duplicate_of        bigint REFERENCES regression,
    bisection_id        bigint REFERENCES bisection,
    version             integer NOT NULL DEFAULT 0 CHECK (version >= 0),
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (base_kernel_id, candidate_kernel_id),
    CHECK (base_kernel_id <> candidate_kernel_id),
    CHECK ((state = 'DUPLICATE') = (duplicate_of IS NOT NULL)),
    CHECK (duplicate_of <> id)
);
CREATE INDEX regression_duplicate ON regression (duplicate_of);
CREATE INDEX regression_state ON regression (state, updated_at DESC);
COMMENT ON TABLE regression IS 'What got worse between a base and a candidate kernel: one row a pair, whatever the metrics and platforms.';
COMMENT ON COLUMN regression.state IS 'See docs/states.md; NOISE, INFRA, DUPLICATE, ACCEPTED and IMPROVEMENT are only ever said by people.';
COMMENT ON COLUMN regression.duplicate_of IS 'The regression that has the same cause; it is no duplicate itself.';
COMMENT ON COLUMN regression.bisection_id IS 'The bisection that its state comes from: the one that goes on, or the one that found the culprit.';
COMMENT ON COLUMN regression.version IS 'How many events it has: who changes it says which version they have seen.';
COMMENT ON COLUMN regression.updated_at IS 'When its last event was.';

CREATE TABLE regression_metric (
    regression_id bigint NOT NULL REFERENCES regression,
    comparison_id bigint NOT NULL,
    metric_id     bigint NOT NULL,
    platform_id   bigint NOT NULL REFERENCES platform,
    PRIMARY KEY (comparison_id, metric_id),
    FOREIGN KEY (comparison_id, metric_id) REFERENCES comparison_metric
);
CREATE INDEX regression_metric_regression ON regression_metric (regression_id);
COMMENT ON TABLE regression_metric IS 'Which frozen calls a regression holds; a call is held by one regression at most.';

CREATE TABLE regression_event (
    regression_id bigint NOT NULL REFERENCES regression,
    version       integer NOT NULL CHECK (version > 0),
    at            timestamptz NOT NULL DEFAULT now(),
    who           text NOT NULL CHECK (who <> ''),
    what          text NOT NULL CHECK (what <> ''),
    from_state    text,
    to_state      text NOT NULL,
    note          text NOT NULL,
    PRIMARY KEY (regression_id, version),
    CHECK ((version = 1) = (from_state IS NULL))
);
COMMENT ON TABLE regression_event IS 'What happened to a regression, and who did it; never changed.';
COMMENT ON COLUMN regression_event.version IS 'Of the regression after it, from 1 without a gap.';
COMMENT ON COLUMN regression_event.who IS 'Name of a person, or Kpulse for what the data said.';
COMMENT ON COLUMN regression_event.from_state IS 'Null for the first.';
COMMENT ON COLUMN regression_event.note IS 'Why; people may leave it empty.';

CREATE TRIGGER regression_is_kept BEFORE DELETE OR TRUNCATE ON regression FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER regression_metric_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON regression_metric FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER regression_event_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON regression_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- calls that no regression holds yet are looked for whenever a comparison is frozen
CREATE INDEX comparison_metric_called_worse ON comparison_metric (comparison_id, metric_id) WHERE verdict = 'REGRESSION';
