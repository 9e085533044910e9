CREATE TABLE kernel (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ref           text NOT NULL CHECK (ref <> ''),
    release       text NOT NULL CHECK (release <> ''),
    architecture  text NOT NULL CHECK (architecture IN ('x86_64', 'arm64')),
    image_sha256  text NOT NULL CHECK (image_sha256 ~ '^[0-9a-f]{64}$'),
    config_sha256 text CHECK (config_sha256 ~ '^[0-9a-f]{64}$'),
    version       text,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (ref, image_sha256)
);
CREATE INDEX kernel_image ON kernel (image_sha256);
COMMENT ON TABLE kernel IS 'One exact kernel. The same reference with another image is another kernel; one image under two references is two rows with equal image_sha256.';
COMMENT ON COLUMN kernel.ref IS 'Exact reference, never an alias: debian:6.1.0-50-cloud-amd64.';
COMMENT ON COLUMN kernel.release IS 'What uname -r says in it.';
COMMENT ON COLUMN kernel.architecture IS 'What it runs on, in the kernel''s own words.';
COMMENT ON COLUMN kernel.image_sha256 IS 'SHA-256 of the bootable file.';
COMMENT ON COLUMN kernel.config_sha256 IS 'SHA-256 of its configuration, where one came with it.';
COMMENT ON COLUMN kernel.version IS 'Package version or source revision, for people.';
