-- Tables of some rows that nearly every query joins. Autovacuum looks at a table after 50 changes, so it never looks at these, and without
-- statistics the planner takes them for larger and joins hundreds of calls with them row by row.
ALTER TABLE platform SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0);
ALTER TABLE benchmark SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0);
ALTER TABLE metric SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0);
ALTER TABLE suite SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0);
ALTER TABLE suite_benchmark SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0);
ANALYZE platform, benchmark, metric, suite, suite_benchmark;
