package org.kpulse.webapp.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunTiming;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.JobState;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.RunStore;
import org.kpulse.webapp.server.Conflict;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores runs from outside: all of one with its kernel, platform and job, or nothing. */
@Component
class SubmissionStore {

    private final Database database;

    SubmissionStore(Database database) {
        this.database = database;
    }

    /**
     * What became of it.
     *
     * @param run its id
     * @param isNew false if it had been sent before, with the same key and body
     */
    record Stored(long run, boolean isNew) {}

    /**
     * Stores it once for each person and key.
     *
     * @throws Conflict if another body came with this key before
     */
    Stored save(String person, String key, SubmissionReader.Read read) {
        return database.write(jdbc -> {
            // two at once with one key: the second waits here for the first
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 39))")
                    .param(person + "\n" + key)
                    .query()
                    .singleRow();
            return before(jdbc, person, key, read.sha256()).orElseGet(() -> {
                long run = run(read);
                jdbc.sql("INSERT INTO submission (key, person, body_sha256, run_id) VALUES (?, ?, ?, ?)")
                        .params(key, person, read.sha256(), run)
                        .update();
                return new Stored(run, true);
            });
        });
    }

    private record Before(String sha256, long run) {}

    private static Optional<Stored> before(JdbcClient jdbc, String person, String key, String sha256) {
        Optional<Before> before = jdbc.sql("SELECT body_sha256, run_id FROM submission WHERE (person, key) = (?, ?)")
                .params(person, key)
                .query((row, number) -> new Before(row.getString(1), row.getLong(2)))
                .optional();
        if (before.isPresent() && !before.get().sha256().equals(sha256)) {
            throw new Conflict("Idempotency-Key \"" + key + "\" came with another body before, which is run "
                    + before.get().run() + "; nothing was stored.");
        }
        return before.map(each -> new Stored(each.run(), false));
    }

    private long run(SubmissionReader.Read read) {
        Submission head = read.head();
        BenchmarkStore benchmarks = new BenchmarkStore(database);
        List<Long> ids = head.benchmarks().stream()
                .map(each -> benchmarks.save(each.row()))
                .toList();
        JobStore jobs = new JobStore(database);
        long job = jobs.create(
                new KernelStore(database).save(head.kernel().kernel()),
                new PlatformStore(database).save(head.platform().platform()),
                benchmarks.saveSuite("submitted", ids),
                1);
        Submission.RunPart run = head.run();
        Duration total = Duration.ofNanos((long) (run.totalSeconds() * 1e9));
        long id = new RunStore(database)
                .save(new RunRecord(
                        new RunSlot(job, 0, 0, run.seed()),
                        run.startedAt(),
                        new RunTiming(Duration.ZERO, total, total),
                        Optional.empty(),
                        new Provenance(
                                run.kernelCommandLine(),
                                run.machine(),
                                "",
                                run.hostProcessor(),
                                0,
                                0,
                                "",
                                "",
                                run.sentBy(),
                                Optional.empty()),
                        List.of(),
                        read.samples(),
                        "",
                        List.of(),
                        "",
                        List.of()));
        jobs.state(job, JobState.FINISHED);
        return id;
    }
}
