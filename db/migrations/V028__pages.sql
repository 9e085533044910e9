-- What pages look for in large tables.
CREATE INDEX IF NOT EXISTS kernel_first_seen ON kernel (first_seen_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS job_platform ON job (platform_id, suite_id);
CREATE INDEX IF NOT EXISTS comparison_candidate ON comparison (candidate_kernel_id, platform_id);
CREATE INDEX IF NOT EXISTS build_ref ON build (ref);
