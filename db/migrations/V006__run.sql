CREATE TABLE run (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id              bigint NOT NULL REFERENCES job,
    boot                integer NOT NULL CHECK (boot >= 0),
    attempt             integer NOT NULL CHECK (attempt >= 0),
    seed                bigint NOT NULL,
    machine_id          bigint REFERENCES machine,
    state               text NOT NULL,
    blame               text,
    fault_code          text,
    fault_detail        text,
    started_at          timestamptz NOT NULL,
    boot_seconds        double precision NOT NULL CHECK (boot_seconds >= 0 AND boot_seconds < 'Infinity'),
    benchmark_seconds   double precision NOT NULL CHECK (benchmark_seconds >= 0 AND benchmark_seconds < 'Infinity'),
    total_seconds       double precision NOT NULL CHECK (total_seconds >= 0 AND total_seconds < 'Infinity'),
    kernel_command_line text NOT NULL,
    machine             text NOT NULL,
    machine_version     text NOT NULL,
    host_processor      text NOT NULL,
    host_load           double precision NOT NULL,
    host_steal_percent  double precision NOT NULL,
    guest_image_sha256  text NOT NULL,
    bundle_sha256       text NOT NULL,
    harness_version     text NOT NULL,
    determinism         text,
    log_directory       text NOT NULL,
    kernel_warnings     text[] NOT NULL,
    console_tail        text NOT NULL,
    UNIQUE (job_id, boot, attempt),
    CONSTRAINT run_state_agrees_with_fault CHECK (
        (state = 'FINISHED' AND blame IS NULL AND fault_code IS NULL AND fault_detail IS NULL)
        OR (blame IS NOT NULL AND fault_code IS NOT NULL AND fault_code <> '' AND fault_detail IS NOT NULL
            AND (state, blame) IN (('KERNEL_FAILED', 'KERNEL'), ('INFRA_FAILED', 'OURS'))))
);
CREATE UNIQUE INDEX run_one_finished_in_a_boot ON run (job_id, boot) WHERE state = 'FINISHED';
CREATE INDEX run_started ON run (started_at DESC, id DESC);
COMMENT ON TABLE run IS 'One boot of one kernel on one machine, stored whole when it has ended and never changed.';
COMMENT ON COLUMN run.boot IS '0-based number of the boot within its job.';
COMMENT ON COLUMN run.attempt IS '0-based; above 0 after faults.';
COMMENT ON COLUMN run.seed IS 'Seed of the machine; replicates on an instructions platform differ in it.';
COMMENT ON COLUMN run.state IS 'FINISHED, KERNEL_FAILED (fault of the kernel under test) or INFRA_FAILED (fault of ours, never evidence).';
COMMENT ON COLUMN run.fault_code IS 'Kind of fault, such as PANIC or DISK_FULL.';
COMMENT ON COLUMN run.started_at IS 'When its preparation began.';
COMMENT ON COLUMN run.boot_seconds IS 'Start of the machine to the first word of the job, seconds by the host''s clock.';
COMMENT ON COLUMN run.benchmark_seconds IS 'First to last step, warm-up included, seconds by the host''s clock.';
COMMENT ON COLUMN run.total_seconds IS 'First preparation to the last byte kept, seconds by the host''s clock.';
COMMENT ON COLUMN run.machine IS 'Provenance: command line of the emulator or name of the machine.';
COMMENT ON COLUMN run.host_load IS 'Provenance: 1-minute load average of the host at the start.';
COMMENT ON COLUMN run.host_steal_percent IS 'Provenance: time stolen by the host''s hypervisor, percent.';
COMMENT ON COLUMN run.determinism IS 'Instructions platforms: null when nothing broke it, else what did.';
COMMENT ON COLUMN run.log_directory IS 'Console log and raw outputs, relative to the state directory.';
COMMENT ON COLUMN run.console_tail IS 'Last lines of the console, empty when the run finished.';

CREATE TABLE step (
    run_id        bigint NOT NULL REFERENCES run,
    position      integer NOT NULL CHECK (position >= 0),
    benchmark     text NOT NULL CHECK (benchmark <> ''),
    iteration     integer NOT NULL,
    exit_code     integer NOT NULL,
    guest_seconds double precision NOT NULL CHECK (guest_seconds >= 0 AND guest_seconds < 'Infinity'),
    PRIMARY KEY (run_id, position)
);
COMMENT ON TABLE step IS 'One execution of a benchmark''s program in the guest.';
COMMENT ON COLUMN step.position IS '0-based order of execution.';
COMMENT ON COLUMN step.iteration IS '0-based; warm-up is negative, -1 the last of it.';
COMMENT ON COLUMN step.exit_code IS '124 at the time limit, 128 + n when signal n killed it.';
COMMENT ON COLUMN step.guest_seconds IS 'Run time by the guest''s clock, seconds.';

CREATE TRIGGER run_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER step_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
