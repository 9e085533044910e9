CREATE TABLE kernel_config (
    sha256    text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content   text NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE kernel_config IS 'Configurations of kernels, each once: kernel.config_sha256 and build.config_sha256 name them. Kernels of before there was this table have none.';
COMMENT ON COLUMN kernel_config.sha256 IS 'SHA-256 of the file.';
COMMENT ON COLUMN kernel_config.content IS 'The file, bytes read as ISO 8859-1, without NUL characters.';

CREATE TRIGGER kernel_config_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel_config
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
