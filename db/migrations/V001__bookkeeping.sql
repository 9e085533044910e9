-- What the other migrations share.

CREATE TABLE schema_fingerprint (
    only_row          boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    migrations_sha256 text NOT NULL CHECK (migrations_sha256 ~ '^[0-9a-f]{64}$')
);
COMMENT ON TABLE schema_fingerprint IS 'One row: which migrations this database has; equal to the program''s own, start-up skips Flyway.';
COMMENT ON COLUMN schema_fingerprint.only_row IS 'Always true, so that there is one row.';
COMMENT ON COLUMN schema_fingerprint.migrations_sha256 IS 'SHA-256 over names and contents of all migrations in order.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: what was measured or judged is kept as it is', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION refuse_change() IS 'Trigger of tables whose rows are never changed or deleted.';
