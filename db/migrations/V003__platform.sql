CREATE TABLE platform (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    kind         text NOT NULL CHECK (kind IN ('time', 'instructions')),
    architecture text NOT NULL CHECK (architecture IN ('x86_64', 'arm64')),
    acceleration text NOT NULL CHECK (acceleration <> ''),
    cpus         integer NOT NULL CHECK (cpus >= 1),
    memory_mib   integer NOT NULL CHECK (memory_mib >= 64),
    processor    text NOT NULL,
    UNIQUE (name, kind, architecture, acceleration, cpus, memory_mib, processor)
);
COMMENT ON TABLE platform IS 'A class of identical machines; series are comparable only within one. Another processor, accelerator or emulator under the same name is another platform.';
COMMENT ON COLUMN platform.kind IS 'What its machines measure: time or instructions.';
COMMENT ON COLUMN platform.acceleration IS 'tcg, kvm, or none for real hardware.';
COMMENT ON COLUMN platform.cpus IS 'Processors the kernel sees.';
COMMENT ON COLUMN platform.memory_mib IS 'Memory the kernel sees, MiB.';
COMMENT ON COLUMN platform.processor IS 'What executes: the host''s processor model for time, emulator and version for instructions.';

CREATE TABLE machine (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform_id bigint NOT NULL REFERENCES platform,
    name        text NOT NULL CHECK (name <> ''),
    UNIQUE (platform_id, name)
);
COMMENT ON TABLE machine IS 'One member of a platform; runs one job at a time.';
