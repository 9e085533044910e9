-- What the first page asks for each time, found without reading what is over: the base of the newest index of a platform, which a plan made
-- for all platforms otherwise looks for through all comparisons when there is none, and the jobs that are not over.
CREATE INDEX comparison_with_index ON comparison (platform_id, id) INCLUDE (base_kernel_id)
    WHERE index_value IS NOT NULL AND base_kernel_id <> candidate_kernel_id;
CREATE INDEX job_unfinished ON job (state) WHERE finished_at IS NULL;
