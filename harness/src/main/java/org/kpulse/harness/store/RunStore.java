package org.kpulse.harness.store;

import static org.kpulse.harness.store.PostgresText.storable;
import static org.kpulse.harness.store.PostgresText.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.profile.Collected;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.profile.RunProfile;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.run.TestResult;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores runs, each in one transaction: after a kill at any moment there is all of a run or none. */
public final class RunStore {

    private static final String INSERT = """
            INSERT INTO run (job_id, boot, attempt, seed, machine_id, state, blame, fault_code, fault_detail, started_at,
                boot_seconds, benchmark_seconds, total_seconds, kernel_command_line, machine, machine_version,
                host_processor, host_load, host_steal_percent, guest_image_sha256, bundle_sha256, harness_version,
                determinism, log_directory, kernel_warnings, console_tail)
            VALUES (:job, :boot, :attempt, :seed, :machineId, :state, :blame, :faultCode, :faultDetail, :started,
                :bootSeconds, :benchmarkSeconds, :totalSeconds, :kernelCommandLine, :machine, :machineVersion,
                :hostProcessor, :hostLoad, :hostSteal, :guestImage, :bundle, :harness,
                :determinism, :logDirectory, :kernelWarnings, :consoleTail)
            RETURNING id""";

    private final Database database;

    public RunStore(Database database) {
        this.database = database;
    }

    /**
     * A run that ended.
     *
     * @param id in the database
     * @param slot which boot of which job
     * @param state how it ended
     */
    public record EndedRun(long id, RunSlot slot, RunState state) {}

    /** {@link #save(RunRecord, Optional)} for a machine that has no row of its own. */
    public long save(RunRecord run) {
        return save(run, Optional.empty());
    }

    /**
     * Stores everything of a run and returns its id. Saving the same run again returns the same id. A metric that is not of
     * the job's suite, and samples of a run that did not finish, are refused with an {@link InfraException}, and nothing is stored.
     */
    public long save(RunRecord run, Optional<Long> machineId) {
        if (run.state() != RunState.FINISHED && !run.samples().isEmpty()) {
            throw new InfraException("Boot " + run.slot().boot() + " of job "
                    + run.slot().jobId() + " did not finish but has samples; none of it was stored.");
        }
        Map<SampleSeries.Name, SampleSeries> series = SampleSeries.of(run.samples());
        return database.write(jdbc -> stored(jdbc, run).orElseGet(() -> {
            Map<SampleSeries.Name, Long> metrics = metrics(jdbc, run.slot().jobId());
            long id = jdbc.sql(INSERT)
                    .params(parameters(run, machineId))
                    .query(Long.class)
                    .single();
            Copy.into(
                    database,
                    "COPY step (run_id, position, benchmark, iteration, exit_code, guest_seconds) FROM STDIN",
                    steps(run, id));
            StringBuilder rows = new StringBuilder();
            series.forEach((name, one) -> one.copyTo(rows, id, metric(metrics, name, run)));
            Copy.into(
                    database,
                    "COPY run_metric (run_id, metric_id, n, mean, mean_ln, min, max, samples) FROM STDIN",
                    rows);
            Copy.into(
                    database,
                    "COPY test_result (run_id, test_set, test, outcome, seconds, reason, output) FROM STDIN",
                    tests(run, id));
            run.collected().forEach(each -> save(jdbc, id, each));
            CrashStore.save(jdbc, id, run.crashes());
            return id;
        }));
    }

    private void save(JdbcClient jdbc, long run, Collected collected) {
        if (collected instanceof RunProfile profile) {
            new ProfileStore(database, jdbc).save(run, profile);
        } else if (collected instanceof CrashDump dump) {
            CrashDumpStore.save(jdbc, run, dump);
        }
    }

    /** The runs of a job that ended in any way, by boot and attempt; a resumed job repeats none of the finished ones. */
    public List<EndedRun> ofJob(long jobId) {
        return database.read(jdbc -> jdbc.sql(
                        "SELECT id, boot, attempt, seed, state FROM run WHERE job_id = ? ORDER BY boot, attempt")
                .param(jobId)
                .query((row, number) -> new EndedRun(
                        row.getLong("id"),
                        new RunSlot(jobId, row.getInt("boot"), row.getInt("attempt"), row.getLong("seed")),
                        RunState.valueOf(row.getString("state"))))
                .list());
    }

    /** Those of {@link #ofJob} that finished. */
    public List<EndedRun> finishedRuns(long jobId) {
        return ofJob(jobId).stream()
                .filter(run -> run.state() == RunState.FINISHED)
                .toList();
    }

    /** This very run, stored by a try whose answer was lost. */
    private static Optional<Long> stored(JdbcClient jdbc, RunRecord run) {
        RunSlot slot = run.slot();
        return jdbc.sql("SELECT id FROM run WHERE (job_id, boot, attempt, seed, started_at) = (?, ?, ?, ?, ?)")
                .params(slot.jobId(), slot.boot(), slot.attempt(), slot.seed(), timestamp(started(run)))
                .query(Long.class)
                .optional();
    }

    private static Map<SampleSeries.Name, Long> metrics(JdbcClient jdbc, long jobId) {
        Map<SampleSeries.Name, Long> ids = new HashMap<>();
        jdbc.sql("""
                SELECT b.name AS benchmark, m.name AS metric, m.id FROM job j
                JOIN suite_benchmark s ON s.suite_id = j.suite_id
                JOIN benchmark b ON b.id = s.benchmark_id
                JOIN metric m ON m.benchmark_id = b.id
                WHERE j.id = ?""").param(jobId).query(row -> {
            ids.put(new SampleSeries.Name(row.getString("benchmark"), row.getString("metric")), row.getLong("id"));
        });
        return ids;
    }

    private static long metric(Map<SampleSeries.Name, Long> metrics, SampleSeries.Name name, RunRecord run) {
        return Optional.ofNullable(metrics.get(name))
                .orElseThrow(() -> new InfraException("Metric " + name.benchmark() + "/" + name.metric()
                        + " is not of the suite of job " + run.slot().jobId() + "; nothing of boot "
                        + run.slot().boot() + " was stored."));
    }

    private static Map<String, @Nullable Object> parameters(RunRecord run, Optional<Long> machineId) {
        Provenance from = run.provenance();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("job", run.slot().jobId());
        values.put("boot", run.slot().boot());
        values.put("attempt", run.slot().attempt());
        values.put("seed", run.slot().seed());
        optional(values, "machineId", machineId);
        values.put("state", run.state().name());
        optional(values, "blame", run.fault().map(fault -> fault.blame().name()));
        optional(values, "faultCode", run.fault().map(Fault::code));
        optional(values, "faultDetail", run.fault().map(fault -> storable(fault.detail())));
        values.put("started", timestamp(started(run)));
        values.put("bootSeconds", seconds(run.timing().boot()));
        values.put("benchmarkSeconds", seconds(run.timing().benchmark()));
        values.put("totalSeconds", seconds(run.timing().total()));
        values.put("kernelCommandLine", storable(from.kernelCommandLine()));
        values.put("machine", storable(from.machine()));
        values.put("machineVersion", storable(from.machineVersion()));
        values.put("hostProcessor", storable(from.hostProcessor()));
        values.put("hostLoad", from.hostLoad());
        values.put("hostSteal", from.hostStealPercent());
        values.put("guestImage", from.guestImageSha256());
        values.put("bundle", from.bundleSha256());
        values.put("harness", from.harnessVersion());
        optional(values, "determinism", from.determinism().map(PostgresText::storable));
        values.put("logDirectory", run.logDirectory());
        values.put(
                "kernelWarnings",
                run.kernelWarnings().stream().map(PostgresText::storable).toArray(String[]::new));
        values.put("consoleTail", storable(run.consoleTail()));
        return values;
    }

    private static void optional(Map<String, @Nullable Object> values, String name, Optional<?> value) {
        values.put(name, value.orElse(null));
    }

    private static StringBuilder steps(RunRecord run, long id) {
        StringBuilder rows = new StringBuilder();
        for (int position = 0; position < run.steps().size(); position++) {
            StepResult step = run.steps().get(position);
            rows.append(id).append('\t').append(position).append('\t').append(escaped(step.benchmark()));
            rows.append('\t').append(step.iteration()).append('\t').append(step.exitCode());
            rows.append('\t').append(step.guestSeconds()).append('\n');
        }
        return rows;
    }

    private static StringBuilder tests(RunRecord run, long id) {
        StringBuilder rows = new StringBuilder();
        for (TestResult test : run.tests()) {
            rows.append(id).append('\t').append(escaped(test.set())).append('\t');
            rows.append(escaped(test.test())).append('\t').append(test.outcome());
            rows.append('\t').append(test.seconds()).append('\t').append(escaped(test.reason()));
            rows.append('\t').append(escaped(test.output())).append('\n');
        }
        return rows;
    }

    private static String escaped(String text) {
        return storable(text)
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** The database keeps microseconds. */
    private static Instant started(RunRecord run) {
        return run.started().truncatedTo(ChronoUnit.MICROS);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
