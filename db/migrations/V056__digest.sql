-- One digest a week: also when it was sent another is only drafted after nothing, or after one that was discarded.
DROP INDEX report_one_a_week;
CREATE UNIQUE INDEX report_one_a_week ON report (week) WHERE state <> 'DISCARDED';
