package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.UsageException;

/** Jobs: this suite on this kernel on this platform. */
public final class JobStore {

    private final Database database;

    public JobStore(Database database) {
        this.database = database;
    }

    /**
     * A stored job.
     *
     * @param id in the database
     * @param experimentId what it belongs to, empty outside of an experiment
     * @param role its side, empty outside of an experiment
     * @param bootsWanted how many finished runs it needs
     */
    public record JobRow(
            long id,
            Optional<Long> experimentId,
            Optional<Role> role,
            long kernelId,
            long platformId,
            long suiteId,
            int bootsWanted,
            JobState state) {

        static JobRow of(ResultSet row, int number) throws SQLException {
            return new JobRow(
                    row.getLong("id"),
                    Optional.ofNullable(row.getObject("experiment_id", Long.class)),
                    Optional.ofNullable(row.getString("role")).map(Role::of),
                    row.getLong("kernel_id"),
                    row.getLong("platform_id"),
                    row.getLong("suite_id"),
                    row.getInt("boots_wanted"),
                    JobState.valueOf(row.getString("state")));
        }
    }

    /** The id of a new job outside of any experiment. */
    public long create(long kernelId, long platformId, long suiteId, int bootsWanted) {
        return database.write(jdbc -> jdbc.sql(
                        "INSERT INTO job (kernel_id, platform_id, suite_id, boots_wanted) VALUES (?, ?, ?, ?) RETURNING id")
                .params(kernelId, platformId, suiteId, bootsWanted)
                .query(Long.class)
                .single());
    }

    /** The jobs of an experiment, in the order they were made. */
    public List<JobRow> ofExperiment(long experimentId) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM job WHERE experiment_id = ? ORDER BY id")
                .param(experimentId)
                .query(JobRow::of)
                .list());
    }

    /** The job with this id. */
    public Optional<JobRow> find(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM job WHERE id = ?")
                .param(id)
                .query(JobRow::of)
                .optional());
    }

    /** Puts a job into a state; a final state is never left. */
    public void state(long id, JobState state) {
        boolean last = state != JobState.QUEUED && state != JobState.RUNNING;
        int changed = database.write(jdbc ->
                jdbc.sql("""
                        UPDATE job SET state = ?, finished_at = CASE WHEN ? THEN now() END
                        WHERE id = ? AND (finished_at IS NULL OR state = ?)""").params(state.name(), last, id, state.name()).update());
        if (changed == 0) {
            throw new UsageException(
                    "Job " + id + " does not exist or has ended already; it cannot become " + state + ".");
        }
    }

    /** Raises how many boots a job needs, never lowers it. */
    public void wantBoots(long id, int boots) {
        database.write(jdbc -> jdbc.sql("UPDATE job SET boots_wanted = greatest(boots_wanted, ?) WHERE id = ?")
                .params(boots, id)
                .update());
    }
}
