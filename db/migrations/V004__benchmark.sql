CREATE TABLE benchmark (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text NOT NULL CHECK (name <> ''),
    recipe_sha256 text NOT NULL CHECK (recipe_sha256 ~ '^[0-9a-f]{64}$'),
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, recipe_sha256)
);
COMMENT ON TABLE benchmark IS 'One version of a recipe. Values of two versions are never mixed.';
COMMENT ON COLUMN benchmark.recipe_sha256 IS 'SHA-256 of the recipe: the version.';

CREATE TABLE metric (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    benchmark_id bigint NOT NULL REFERENCES benchmark,
    name         text NOT NULL CHECK (name <> ''),
    unit         text NOT NULL,
    direction    text NOT NULL CHECK (direction IN ('higher', 'lower')),
    UNIQUE (benchmark_id, name)
);
COMMENT ON TABLE metric IS 'One number of a benchmark.';
COMMENT ON COLUMN metric.unit IS 'Unit of its samples, as the recipe writes it.';
COMMENT ON COLUMN metric.direction IS 'Which way is better.';

CREATE TABLE suite (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   text NOT NULL CHECK (name <> ''),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    UNIQUE (name, sha256)
);
COMMENT ON TABLE suite IS 'One version of a named list of benchmarks.';
COMMENT ON COLUMN suite.sha256 IS 'SHA-256 over the ids of its benchmarks in order: the version.';

CREATE TABLE suite_benchmark (
    suite_id     bigint NOT NULL REFERENCES suite,
    position     integer NOT NULL CHECK (position >= 0),
    benchmark_id bigint NOT NULL REFERENCES benchmark,
    PRIMARY KEY (suite_id, position),
    UNIQUE (suite_id, benchmark_id)
);
COMMENT ON TABLE suite_benchmark IS 'The benchmarks of a suite in order.';
COMMENT ON COLUMN suite_benchmark.position IS '0-based.';
