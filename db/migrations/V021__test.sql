-- How each test of a test set ended in each run. Kept also of runs that did not finish: what was found out before a crash stands.
CREATE TABLE test_result (
    run_id   bigint NOT NULL REFERENCES run,
    test_set text NOT NULL CHECK (test_set <> ''),
    test     text NOT NULL CHECK (test ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$'),
    outcome  text NOT NULL CHECK (outcome IN ('PASS', 'FAIL', 'SKIP', 'XFAIL', 'XPASS', 'UNRESOLVED')),
    seconds  double precision NOT NULL CHECK (seconds >= 0 AND seconds < 'Infinity'),
    reason   text NOT NULL CHECK (length(reason) <= 500),
    output   text NOT NULL CHECK (length(output) <= 5000),
    PRIMARY KEY (run_id, test_set, test)
);
CREATE INDEX test_result_test ON test_result (test_set, test);
COMMENT ON TABLE test_result IS 'How one test ended in one run. Those of a run that failed by a fault of ours are never evidence.';
COMMENT ON COLUMN test_result.test_set IS 'Name of the recipe; a test keeps its name over the versions of its set.';
COMMENT ON COLUMN test_result.outcome IS 'FAIL: what is guaranteed does not hold; XFAIL: a known limitation of the kernel, XPASS: it is gone; UNRESOLVED: no answer, by a crash or time limit.';
COMMENT ON COLUMN test_result.seconds IS 'Run time by the guest''s clock.';
COMMENT ON COLUMN test_result.reason IS 'One line that says why; empty when there is nothing to say.';
COMMENT ON COLUMN test_result.output IS 'What the test printed, its beginning and end; empty when it passed.';
CREATE TRIGGER test_result_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON test_result FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
