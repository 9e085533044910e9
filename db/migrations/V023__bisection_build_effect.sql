-- How much builds of one commit differ on a platform: until now every build counted as one with its boots.
ALTER TABLE bisection_beforehand ADD COLUMN build_ratio double precision NOT NULL DEFAULT 0 CHECK (build_ratio >= 0);
ALTER TABLE bisection_beforehand ADD COLUMN build_degrees double precision NOT NULL DEFAULT 1e6 CHECK (build_degrees > 0);
COMMENT ON COLUMN bisection_beforehand.build_ratio IS 'Variance between builds of one commit over that between boots of one build, worth build_degrees degrees of freedom; 0: builds count as equal.';
