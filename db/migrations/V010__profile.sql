-- Exact profiles: instructions and calls of every kernel function in each phase of a run, as compact as samples are
-- (docs/profiles.md says how compact). The view "function_count" has them as one row each.
CREATE TABLE kernel_function (
    id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> '')
);
COMMENT ON TABLE kernel_function IS 'Names of kernel functions, the same for all kernels; those of modules end in " [module]".';

CREATE TABLE kernel_code (
    kernel_id bigint NOT NULL REFERENCES kernel,
    file      text NOT NULL,
    functions text[] NOT NULL CHECK (cardinality(functions) > 0),
    PRIMARY KEY (kernel_id, file)
);
COMMENT ON TABLE kernel_code IS 'Which functions a kernel has a symbol for, and in which source file each is, as far as somebody knows.';
COMMENT ON COLUMN kernel_code.file IS 'From the top of the source, such as fs/pipe.c; empty for functions of which it is not known.';
COMMENT ON COLUMN kernel_code.functions IS 'Names as in kernel_function, which numbers only those that were executed, so that neighbours are stored together.';

CREATE TABLE run_profile (
    run_id  bigint PRIMARY KEY REFERENCES run,
    missing text CHECK (missing <> '')
);
COMMENT ON TABLE run_profile IS 'That a run has an exact profile.';
COMMENT ON COLUMN run_profile.missing IS 'Why it is partial; null when it is complete. Partial profiles explain nothing.';

CREATE TABLE profile_phase (
    run_id               bigint NOT NULL REFERENCES run_profile,
    phase                smallint NOT NULL CHECK (phase >= 0),
    benchmark            text NOT NULL CHECK (benchmark <> ''),
    part                 text NOT NULL,
    iterations           integer NOT NULL CHECK (iterations > 0),
    user_instructions    bigint NOT NULL CHECK (user_instructions >= 0),
    unknown_instructions bigint NOT NULL CHECK (unknown_instructions >= 0),
    PRIMARY KEY (run_id, phase)
);
COMMENT ON TABLE profile_phase IS 'What was executed outside of named functions, by phase.';
COMMENT ON COLUMN profile_phase.phase IS '0-based order in the run.';
COMMENT ON COLUMN profile_phase.part IS 'Metric whose part of the benchmark it is; empty for all of its measured iterations.';
COMMENT ON COLUMN profile_phase.iterations IS 'Iterations that the sums of this phase are of.';
COMMENT ON COLUMN profile_phase.user_instructions IS 'Instructions outside the kernel.';
COMMENT ON COLUMN profile_phase.unknown_instructions IS 'Instructions in the kernel that no symbol names.';

CREATE TABLE profile_part (
    run_id       bigint NOT NULL REFERENCES run_profile,
    bucket       integer NOT NULL,
    functions    integer[] NOT NULL,
    phases       smallint[] NOT NULL,
    instructions bigint[] NOT NULL,
    calls        bigint[] NOT NULL,
    PRIMARY KEY (run_id, bucket),
    CONSTRAINT lists_are_parallel CHECK (cardinality(functions) > 0 AND cardinality(functions) = cardinality(phases)
        AND cardinality(functions) = cardinality(instructions) AND cardinality(functions) = cardinality(calls)),
    CONSTRAINT counts_are_not_negative CHECK (0 <= ALL (instructions) AND 0 <= ALL (calls))
) WITH (toast_tuple_target = 256);
CREATE INDEX profile_part_bucket ON profile_part (bucket);
ALTER TABLE profile_part ALTER COLUMN functions SET STORAGE MAIN, ALTER COLUMN phases SET STORAGE MAIN,
    ALTER COLUMN instructions SET STORAGE MAIN, ALTER COLUMN calls SET STORAGE MAIN;
COMMENT ON TABLE profile_part IS 'Counts of 32 neighbouring functions in all phases of a run, compressed: element i of the four lists belongs together.';
COMMENT ON COLUMN profile_part.bucket IS 'function / 32.';
COMMENT ON COLUMN profile_part.instructions IS 'Executed in the function itself, callees not included, over all iterations of the phase.';
COMMENT ON COLUMN profile_part.calls IS 'Executions of its first instruction.';

CREATE VIEW function_count AS
SELECT p.run_id, s.phase, s.benchmark, s.part, s.iterations, f.id AS function_id, f.name, c.instructions, c.calls
FROM profile_part p
CROSS JOIN LATERAL unnest(p.functions, p.phases, p.instructions, p.calls) AS c (function_id, phase, instructions, calls)
JOIN profile_phase s ON s.run_id = p.run_id AND s.phase = c.phase
JOIN kernel_function f ON f.id = c.function_id;
COMMENT ON VIEW function_count IS 'Instructions and calls of one function in one phase of a run. For one function over many runs ask also for its bucket (docs/profiles.md).';

CREATE TRIGGER run_profile_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON run_profile
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER profile_phase_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON profile_phase
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER profile_part_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON profile_part
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kernel_code_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel_code
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
