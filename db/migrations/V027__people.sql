-- Who may change things over the pages and the API, and who did.
CREATE TABLE person (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._@+-]{0,99}$'),
    role       text NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'ADMIN')),
    password   text NOT NULL CHECK (password <> ''),
    one_time   boolean NOT NULL,
    enabled    boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE person IS 'People who may sign in.';
COMMENT ON COLUMN person.password IS 'Hash, with the algorithm before it.';
COMMENT ON COLUMN person.one_time IS 'The password was made by Kpulse and only serves to choose another.';

CREATE TABLE api_token (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id    bigint NOT NULL REFERENCES person,
    name         text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    role         text NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'ADMIN')),
    sha256       text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX api_token_person ON api_token (person_id);
COMMENT ON TABLE api_token IS 'What programs sign in with; the token itself is shown once and never stored.';
COMMENT ON COLUMN api_token.role IS 'What it may do, never more than its person may.';

CREATE TABLE audit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT now(),
    who     text NOT NULL,
    address text NOT NULL,
    action  text NOT NULL CHECK (action <> ''),
    subject text NOT NULL
);
CREATE INDEX audit_at ON audit (at DESC);
CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
COMMENT ON TABLE audit IS 'Every change over pages and API, and every try to sign in.';
COMMENT ON COLUMN audit.who IS 'Name of the person, as it was given.';
