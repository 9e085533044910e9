-- What the pages of comparisons and indices look for when there are very many.
CREATE INDEX comparison_pair ON comparison (platform_id, base_kernel_id, candidate_kernel_id, id);
CREATE INDEX comparison_platform ON comparison (platform_id, id);
