package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.RunTiming;

/**
 * A stored run in one line.
 *
 * @param id in the database
 * @param experimentId what it belongs to, empty outside of an experiment
 * @param kernel exact reference of its kernel
 * @param release what {@code uname -r} said
 * @param platform name of its platform
 * @param role the kernel's side in the experiment
 * @param blame who is to blame for a run that did not finish
 * @param faultCode kind of fault, such as {@code PANIC}
 * @param faultDetail one sentence
 * @param logDirectory relative to the state directory
 */
public record RunRow(
        long id,
        RunSlot slot,
        Optional<Long> experimentId,
        String kernel,
        String release,
        String platform,
        Optional<Role> role,
        RunState state,
        Optional<Blame> blame,
        Optional<String> faultCode,
        Optional<String> faultDetail,
        Instant started,
        RunTiming timing,
        String logDirectory) {

    static RunRow of(ResultSet row, int number) throws SQLException {
        return new RunRow(
                row.getLong("id"),
                new RunSlot(row.getLong("job_id"), row.getInt("boot"), row.getInt("attempt"), row.getLong("seed")),
                Optional.ofNullable(row.getObject("experiment_id", Long.class)),
                row.getString("ref"),
                row.getString("release"),
                row.getString("platform_name"),
                Optional.ofNullable(row.getString("role")).map(Role::of),
                RunState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("blame")).map(Blame::valueOf),
                Optional.ofNullable(row.getString("fault_code")),
                Optional.ofNullable(row.getString("fault_detail")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                new RunTiming(
                        duration(row, "boot_seconds"),
                        duration(row, "benchmark_seconds"),
                        duration(row, "total_seconds")),
                row.getString("log_directory"));
    }

    private static Duration duration(ResultSet row, String column) throws SQLException {
        return Duration.ofNanos(Math.round(row.getDouble(column) * 1e9));
    }
}
