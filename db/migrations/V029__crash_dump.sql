-- What the crash of a run left beside its log, where that was wanted: docs/crashes.md.
CREATE TABLE crash_dump (
    run_id      bigint PRIMARY KEY REFERENCES run,
    missing     text CHECK (missing <> '' AND length(missing) <= 300),
    core_bytes  bigint CHECK (core_bytes > 0),
    core_sha256 text CHECK (core_sha256 ~ '^[0-9a-f]{64}$'),
    log_bytes   bigint CHECK (log_bytes > 0),
    log_sha256  text CHECK (log_sha256 ~ '^[0-9a-f]{64}$'),
    seconds     double precision CHECK (seconds >= 0),
    CHECK (num_nulls(core_bytes, core_sha256, log_bytes, log_sha256, seconds) = CASE WHEN missing IS NULL THEN 0 ELSE 5 END)
);
COMMENT ON TABLE crash_dump IS 'The crash dump of a run, or why there is none although one was wanted. Its files vmcore.flat and dmesg.txt are in the run''s directory.';
COMMENT ON COLUMN crash_dump.missing IS 'Why there is none; null if there is one.';
COMMENT ON COLUMN crash_dump.core_bytes IS 'Size of the memory, filtered and compressed.';
COMMENT ON COLUMN crash_dump.log_bytes IS 'Size of the kernel''s log that the memory held.';
COMMENT ON COLUMN crash_dump.seconds IS 'From the moment that the crash was known until the dump was there.';

CREATE TRIGGER crash_dump_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON crash_dump FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
