-- Kernels built from source: what each was built from, and every compilation, failed ones too.
ALTER TABLE kernel
    ADD COLUMN identity_sha256 text CHECK (identity_sha256 ~ '^[0-9a-f]{64}$'),
    ADD COLUMN source_revision text CHECK (source_revision ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    ADD COLUMN patches_sha256 text[],
    ADD COLUMN compiler text CHECK (compiler <> ''),
    ADD COLUMN layout integer CHECK (layout >= 0),
    ADD COLUMN code_sha256 text CHECK (code_sha256 ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT kernel_is_built_or_ready CHECK (
        (identity_sha256 IS NULL) = (source_revision IS NULL) AND (identity_sha256 IS NULL) = (patches_sha256 IS NULL)
        AND (identity_sha256 IS NULL) = (compiler IS NULL) AND (identity_sha256 IS NULL) = (layout IS NULL)
        AND (identity_sha256 IS NOT NULL OR code_sha256 IS NULL));
CREATE INDEX kernel_identity ON kernel (identity_sha256);
CREATE INDEX kernel_code_sha256 ON kernel (code_sha256);
COMMENT ON COLUMN kernel.identity_sha256 IS 'Hash of source revision, patches, resolved configuration and compiler; rows where it is equal are builds of one kernel. Null for ready-made kernels.';
COMMENT ON COLUMN kernel.source_revision IS 'Full hash of the commit.';
COMMENT ON COLUMN kernel.patches_sha256 IS 'SHA-256 of the patches on top, in order.';
COMMENT ON COLUMN kernel.compiler IS 'Compiler and linker with their versions.';
COMMENT ON COLUMN kernel.layout IS 'Text layout it was built with, 0 is the kernel''s own (build.layout).';
COMMENT ON COLUMN kernel.code_sha256 IS 'Hash of all that it loads but build id and version texts; kernels where it is equal run the same code.';

CREATE TABLE build (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key             text NOT NULL CHECK (key ~ '^[0-9a-f]{24}$'),
    ref             text NOT NULL CHECK (ref <> ''),
    source_revision text NOT NULL CHECK (source_revision ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    patches_sha256  text[] NOT NULL,
    compiler        text NOT NULL CHECK (compiler <> ''),
    layout          integer NOT NULL CHECK (layout >= 0),
    sandboxed       boolean NOT NULL,
    started_at      timestamptz NOT NULL,
    seconds         double precision NOT NULL CHECK (seconds >= 0 AND seconds < 'Infinity'),
    incremental     boolean NOT NULL,
    compiled        integer NOT NULL CHECK (compiled >= 0),
    config_sha256   text CHECK (config_sha256 ~ '^[0-9a-f]{64}$'),
    image_sha256    text CHECK (image_sha256 ~ '^[0-9a-f]{64}$'),
    blame           text CHECK (blame IN ('KERNEL', 'OURS')),
    fault_kind      text CHECK (fault_kind <> ''),
    fault_detail    text,
    UNIQUE (key, started_at),
    CONSTRAINT build_has_an_image_or_a_fault CHECK (
        (image_sha256 IS NULL) = (blame IS NOT NULL) AND (blame IS NULL) = (fault_kind IS NULL)
        AND (blame IS NULL) = (fault_detail IS NULL) AND (image_sha256 IS NULL OR config_sha256 IS NOT NULL))
);
CREATE INDEX build_revision ON build (source_revision);
COMMENT ON TABLE build IS 'One compilation. Its kernel is the row of kernel with equal ref and image_sha256.';
COMMENT ON COLUMN build.key IS 'Hash of all that went into it; builds with equal keys make the same kernel.';
COMMENT ON COLUMN build.sandboxed IS 'Whether it ran in bubblewrap.';
COMMENT ON COLUMN build.seconds IS 'From checking out to the end.';
COMMENT ON COLUMN build.incremental IS 'Whether on top of what was compiled before.';
COMMENT ON COLUMN build.compiled IS 'Files that were compiled.';
COMMENT ON COLUMN build.config_sha256 IS 'Hash of the resolved configuration; null when it failed before there was one.';
COMMENT ON COLUMN build.blame IS 'Who is to blame that there is no image: the kernel or Kpulse and its host.';
CREATE TRIGGER build_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON build
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
