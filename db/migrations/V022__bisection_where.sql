-- Where a culprit is to be shown beside the platform that was searched, and which comparison a bisection began from.
ALTER TABLE bisection ADD COLUMN reported text[] NOT NULL DEFAULT '{}';
ALTER TABLE bisection ADD COLUMN comparison_id bigint REFERENCES comparison;
CREATE INDEX bisection_comparison ON bisection (comparison_id);
COMMENT ON COLUMN bisection.reported IS 'Platforms that reported the change: the culprit is checked on each.';
COMMENT ON COLUMN bisection.comparison_id IS 'The comparison whose regression began it; null when a person did.';

ALTER TABLE bisection_check DROP CONSTRAINT bisection_check_kind_check;
ALTER TABLE bisection_check ADD CONSTRAINT bisection_check_kind_check CHECK (kind IN ('PARENT', 'REVERT', 'LAYOUT', 'PLATFORM'));
COMMENT ON COLUMN bisection_check.kind IS 'PARENT: culprit against a parent; REVERT: the bad end without it against the bad end; LAYOUT: as PARENT, both built with another layout; PLATFORM: as PARENT, on another platform that reported the change.';
