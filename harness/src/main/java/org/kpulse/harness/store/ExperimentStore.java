package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.kpulse.analysis.repetition.RepetitionRules;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Experiments: one {@code kpulse run} each. */
public final class ExperimentStore {

    private final Database database;

    public ExperimentStore(Database database) {
        this.database = database;
    }

    /**
     * What one {@code kpulse run} is to do.
     *
     * @param baseKernelId the kernel compared with
     * @param candidateKernelId the kernel under test
     * @param suiteId what runs on them
     * @param settings all that decides what is measured, a JSON object
     */
    public record NewExperiment(long baseKernelId, long candidateKernelId, long suiteId, String settings) {}

    /**
     * One side of an experiment on one platform.
     *
     * @param platformId where
     * @param role which side
     * @param bootsWanted at least 1
     * @param suiteId what runs there where it is not the experiment's suite: a platform's own parameters make another one
     */
    public record NewJob(long platformId, Role role, int bootsWanted, OptionalLong suiteId) {

        /** A job of the experiment's suite. */
        public NewJob(long platformId, Role role, int bootsWanted) {
            this(platformId, role, bootsWanted, OptionalLong.empty());
        }
    }

    /**
     * A stored experiment.
     *
     * @param id in the database
     * @param state {@code RUNNING}, {@code FINISHED} or {@code ABANDONED}
     * @param createdAt when it was made
     */
    public record ExperimentRow(
            long id,
            long baseKernelId,
            long candidateKernelId,
            long suiteId,
            String settings,
            String state,
            Instant createdAt) {

        static ExperimentRow of(ResultSet row, int number) throws SQLException {
            return new ExperimentRow(
                    row.getLong("id"),
                    row.getLong("base_kernel_id"),
                    row.getLong("candidate_kernel_id"),
                    row.getLong("suite_id"),
                    row.getString("settings"),
                    row.getString("state"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant());
        }
    }

    /** The id of a new experiment, stored with all its jobs or not at all. */
    public long create(NewExperiment experiment, List<NewJob> jobs) {
        return create(experiment, jobs, id -> {});
    }

    /** The same; {@code told} stores in the same transaction who wants it. */
    public long create(NewExperiment experiment, List<NewJob> jobs, LongConsumer told) {
        return database.write(jdbc -> {
            long id = jdbc.sql("""
                    INSERT INTO experiment (base_kernel_id, candidate_kernel_id, suite_id, settings)
                    VALUES (?, ?, ?, ?::jsonb) RETURNING id""")
                    .params(
                            experiment.baseKernelId(),
                            experiment.candidateKernelId(),
                            experiment.suiteId(),
                            experiment.settings())
                    .query(Long.class)
                    .single();
            jobs.forEach(job -> createJob(jdbc, id, experiment, job));
            told.accept(id);
            return id;
        });
    }

    private static void createJob(JdbcClient jdbc, long experimentId, NewExperiment experiment, NewJob job) {
        long kernel = job.role() == Role.BASE ? experiment.baseKernelId() : experiment.candidateKernelId();
        jdbc.sql("""
                INSERT INTO job (experiment_id, role, kernel_id, platform_id, suite_id, boots_wanted)
                VALUES (?, ?, ?, ?, ?, ?)""")
                .params(
                        experimentId,
                        job.role().label(),
                        kernel,
                        job.platformId(),
                        job.suiteId().orElse(experiment.suiteId()),
                        job.bootsWanted())
                .update();
    }

    /** The newest experiment that is not finished and was made to do exactly this; {@code --resume} goes on with it. */
    public Optional<ExperimentRow> findUnfinished(NewExperiment same) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT * FROM experiment WHERE state = 'RUNNING' AND base_kernel_id = ? AND candidate_kernel_id = ?
                        AND suite_id = ? AND settings = ?::jsonb ORDER BY id DESC LIMIT 1""")
                .params(same.baseKernelId(), same.candidateKernelId(), same.suiteId(), same.settings())
                .query(ExperimentRow::of)
                .optional());
    }

    /** Whether this experiment is not finished and was made to do exactly this. */
    public boolean isUnfinished(long id, NewExperiment same) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT count(*) FROM experiment WHERE id = ? AND state = 'RUNNING' AND base_kernel_id = ?
                        AND candidate_kernel_id = ? AND suite_id = ? AND settings = ?::jsonb""")
                        .params(id, same.baseKernelId(), same.candidateKernelId(), same.suiteId(), same.settings())
                        .query(Long.class)
                        .single()
                == 1);
    }

    /** How this experiment adds boots; empty if their number is fixed. */
    public Optional<RepetitionRules> repetition(long id) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT (settings ->> 'boots')::integer AS boots, (settings ->> 'most_boots')::integer AS most
                        FROM experiment WHERE id = ? AND jsonb_exists(settings, 'most_boots')""")
                .param(id)
                .query((row, number) ->
                        new RepetitionRules(row.getInt("boots"), row.getInt("boots"), row.getInt("most")))
                .optional());
    }

    /** The newest experiments first. */
    public List<ExperimentRow> list(int limit) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM experiment ORDER BY id DESC LIMIT ?")
                .param(limit)
                .query(ExperimentRow::of)
                .list());
    }

    /** The experiment with this id. */
    public Optional<ExperimentRow> find(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM experiment WHERE id = ?")
                .param(id)
                .query(ExperimentRow::of)
                .optional());
    }

    /** All of it was done. Jobs end by themselves before. */
    public void finish(long id) {
        end(id, "FINISHED");
    }

    /** It will not be resumed; its open jobs are abandoned with it, its runs stay. */
    public void abandon(long id) {
        end(id, "ABANDONED");
    }

    private void end(long id, String state) {
        database.write(jdbc -> {
            jdbc.sql("UPDATE job SET state = 'ABANDONED', finished_at = now()"
                            + " WHERE experiment_id = ? AND finished_at IS NULL AND ? = 'ABANDONED'")
                    .params(id, state)
                    .update();
            return jdbc.sql("UPDATE experiment SET state = ?, finished_at = now() WHERE id = ? AND state = 'RUNNING'")
                    .params(state, id)
                    .update();
        });
    }
}
