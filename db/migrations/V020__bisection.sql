-- Bisections: searches for the commit that made a change. Each decision is stored before it is carried out, each probe when it ended,
-- so that a search that was killed goes on where it was.
CREATE TABLE bisection (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tree           text NOT NULL CHECK (tree <> ''),
    good           text[] NOT NULL CHECK (cardinality(good) > 0),
    bad            text NOT NULL CHECK (bad ~ '^[0-9a-f]{40,64}$'),
    symptom        text NOT NULL CHECK (symptom IN ('METRIC', 'CRASH', 'TEST')),
    benchmark      text NOT NULL CHECK (benchmark <> ''),
    metric         text NOT NULL,
    claim          double precision NOT NULL CHECK (claim > 0 AND claim < 'Infinity'),
    confidence     double precision NOT NULL CHECK (confidence > 0.5 AND confidence < 1),
    platforms      text[] NOT NULL CHECK (cardinality(platforms) > 0),
    platform_at    integer NOT NULL DEFAULT 1,
    weighted       boolean NOT NULL,
    budget_seconds double precision CHECK (budget_seconds > 0),
    budget_boots   integer CHECK (budget_boots > 0),
    state          text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'PAUSED', 'FINISHED', 'ABORTED')),
    outcome        jsonb,
    created_at     timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz,
    CHECK (platform_at BETWEEN 1 AND cardinality(platforms)),
    CHECK ((state IN ('FINISHED', 'ABORTED')) = (ended_at IS NOT NULL)),
    CHECK ((state = 'FINISHED') = (outcome IS NOT NULL))
);
COMMENT ON TABLE bisection IS 'A search for the commit that made a change.';
COMMENT ON COLUMN bisection.tree IS 'Address of the git tree, as in git: references.';
COMMENT ON COLUMN bisection.good IS 'Hashes of the good ends.';
COMMENT ON COLUMN bisection.symptom IS 'METRIC: the level of a metric changed; CRASH: a fault of the kernel; TEST: a test fails.';
COMMENT ON COLUMN bisection.metric IS 'Metric or test; empty for crashes.';
COMMENT ON COLUMN bisection.claim IS 'Size of the change that was reported: METRIC, a difference of natural logarithms; else a difference of rates.';
COMMENT ON COLUMN bisection.platforms IS 'Where to search, in this order, until one shows the change.';
COMMENT ON COLUMN bisection.platform_at IS '1-based place in platforms of the one that is searched on now.';
COMMENT ON COLUMN bisection.weighted IS 'Whether commits are weighed by what they touch.';
COMMENT ON COLUMN bisection.outcome IS 'How it ended: answer, culprit, credible set, checks.';

CREATE TABLE bisection_commit (
    bisection_id bigint NOT NULL REFERENCES bisection,
    number       integer NOT NULL CHECK (number >= 0),
    revision     text NOT NULL CHECK (revision ~ '^[0-9a-f]{40,64}$'),
    parents      integer[] NOT NULL CHECK (cardinality(parents) > 0),
    weight       double precision NOT NULL CHECK (weight >= 0 AND weight < 'Infinity'),
    subject      text NOT NULL,
    PRIMARY KEY (bisection_id, number)
);
COMMENT ON TABLE bisection_commit IS 'The candidates as they were at the start: a tree that is force-pushed changes nothing.';
COMMENT ON COLUMN bisection_commit.number IS 'Parents before children, the bad end last.';
COMMENT ON COLUMN bisection_commit.parents IS 'Numbers; -1 for whatever the good ends contain.';
COMMENT ON COLUMN bisection_commit.weight IS '1, or 0 for one that touches none of the paths asked for and cannot be the culprit.';

CREATE TABLE bisection_beforehand (
    bisection_id   bigint NOT NULL REFERENCES bisection,
    platform       text NOT NULL CHECK (platform <> ''),
    noise_variance double precision NOT NULL CHECK (noise_variance >= 0 AND noise_variance < 'Infinity'),
    noise_degrees  double precision NOT NULL CHECK (noise_degrees >= 0 AND noise_degrees < 'Infinity'),
    build_seconds  double precision NOT NULL CHECK (build_seconds >= 0 AND build_seconds < 'Infinity'),
    run_seconds    double precision NOT NULL CHECK (run_seconds > 0 AND run_seconds < 'Infinity'),
    PRIMARY KEY (bisection_id, platform)
);
COMMENT ON TABLE bisection_beforehand IS 'What was known of each platform at the start; later runs do not change decisions that were made.';
COMMENT ON COLUMN bisection_beforehand.noise_variance IS 'Of boots'' mean logarithms, from the noise model, worth noise_degrees degrees of freedom.';

CREATE TABLE bisection_weighing (
    bisection_id bigint PRIMARY KEY REFERENCES bisection,
    factors      double precision[] NOT NULL,
    why          text NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE bisection_weighing IS 'How much likelier than a neutral commit each candidate is by what it touches, once the ends'' profiles were known.';
COMMENT ON COLUMN bisection_weighing.factors IS 'By number of the commit; empty if nothing is known: all weigh the same.';

CREATE TABLE bisection_decision (
    bisection_id bigint NOT NULL REFERENCES bisection,
    position     integer NOT NULL CHECK (position >= 0),
    probes       integer NOT NULL CHECK (probes >= 0),
    why          text NOT NULL,
    best         integer NOT NULL,
    best_share   double precision NOT NULL CHECK (best_share >= 0 AND best_share <= 1.0000001),
    entropy      double precision NOT NULL CHECK (entropy >= -1e-9),
    posterior    real[] NOT NULL,
    answer       jsonb,
    made_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (bisection_id, position)
);
COMMENT ON TABLE bisection_decision IS 'What was believed and what was decided, one row a decision.';
COMMENT ON COLUMN bisection_decision.probes IS 'How many probes it was made from.';
COMMENT ON COLUMN bisection_decision.best IS 'The most probable candidate, and how probable it is.';
COMMENT ON COLUMN bisection_decision.entropy IS 'Bits that are missing to know the culprit.';
COMMENT ON COLUMN bisection_decision.posterior IS 'Probability of each candidate, by number.';

CREATE TABLE probe (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bisection_id  bigint NOT NULL,
    decision      integer NOT NULL,
    step          integer NOT NULL CHECK (step >= 0),
    platform      text NOT NULL CHECK (platform <> ''),
    commit_number integer NOT NULL CHECK (commit_number >= -1),
    purpose       text NOT NULL CHECK (purpose IN ('HISTORY', 'ENDS', 'SEARCH')),
    layout        integer NOT NULL DEFAULT 0 CHECK (layout >= 0),
    runs_wanted   integer NOT NULL CHECK (runs_wanted > 0),
    first_boot    integer CHECK (first_boot >= 0),
    job_id        bigint REFERENCES job,
    state         text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'MEASURED', 'SKIPPED', 'INFRA')),
    reason        text,
    code_sha256   text NOT NULL DEFAULT '',
    samples       double precision[],
    build_seconds double precision NOT NULL DEFAULT 0 CHECK (build_seconds >= 0),
    run_seconds   double precision NOT NULL DEFAULT 0 CHECK (run_seconds >= 0),
    ended_at      timestamptz,
    UNIQUE (bisection_id, decision, step),
    FOREIGN KEY (bisection_id, decision) REFERENCES bisection_decision,
    CHECK ((state = 'OPEN') = (ended_at IS NULL)),
    CHECK ((job_id IS NULL) = (first_boot IS NULL)),
    CHECK ((state = 'MEASURED') = (samples IS NOT NULL)),
    CHECK ((state IN ('SKIPPED', 'INFRA')) = (reason IS NOT NULL))
);
CREATE INDEX probe_job ON probe (job_id);
COMMENT ON TABLE probe IS 'One build and its boots at one commit of a bisection.';
COMMENT ON COLUMN probe.commit_number IS 'Of bisection_commit; -1 is the good end.';
COMMENT ON COLUMN probe.purpose IS 'ENDS: whether the ends differ at all; SEARCH: to find the culprit.';
COMMENT ON COLUMN probe.layout IS 'Layout of the text of its build.';
COMMENT ON COLUMN probe.first_boot IS 'Number of its first boot: boots of one number see the same chance at every commit, so those of one binary go on where its last probe ended.';
COMMENT ON COLUMN probe.state IS 'MEASURED; SKIPPED: does not build or boot, says nothing; INFRA: our fault, tried again, never evidence.';
COMMENT ON COLUMN probe.code_sha256 IS 'Hash of the kernel''s loadable sections: probes with equal ones share their samples.';
COMMENT ON COLUMN probe.samples IS 'One a boot: mean logarithm of the metric, or 1 where the symptom was seen and 0 where not.';

CREATE TABLE bisection_check (
    bisection_id bigint NOT NULL REFERENCES bisection,
    position     integer NOT NULL CHECK (position >= 0),
    kind         text NOT NULL CHECK (kind IN ('PARENT', 'REVERT', 'LAYOUT')),
    platform     text NOT NULL,
    base_ref     text NOT NULL,
    candidate_ref text NOT NULL,
    layout       integer NOT NULL,
    base_job     bigint REFERENCES job,
    candidate_job bigint REFERENCES job,
    result       text CHECK (result IN ('CONFIRMED', 'REFUTED', 'UNDECIDED', 'NOT_POSSIBLE')),
    detail       text,
    ended_at     timestamptz,
    PRIMARY KEY (bisection_id, position),
    CHECK ((result IS NULL) = (ended_at IS NULL))
);
COMMENT ON TABLE bisection_check IS 'What is checked of a culprit before it is named: fresh boots of two kernels, interleaved.';
COMMENT ON COLUMN bisection_check.kind IS 'PARENT: culprit against a parent; REVERT: the bad end without it against the bad end; LAYOUT: as PARENT, both built with another layout.';

CREATE TRIGGER bisection_commit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bisection_commit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bisection_decision_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bisection_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bisection_beforehand_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bisection_beforehand FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bisection_weighing_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bisection_weighing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
