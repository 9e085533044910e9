package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.request.TaskState;

/** Reads rows of tasks with their request. */
final class TaskRows {

    private TaskRows() {}

    static Task task(ResultSet row, int number) throws SQLException {
        NewRequest request = new NewRequest(
                row.getString("key"),
                new NewRequest.Pair(row.getString("base"), row.getString("candidate")),
                row.getString("suite"),
                row.getInt("boots"),
                List.of(row.getString("platform")),
                new NewRequest.Terms(
                        row.getInt("priority"),
                        row.getString("why"),
                        row.getString("asked_by"),
                        row.getBoolean("bisect")));
        return new Task(
                row.getLong("id"),
                row.getLong("request_id"),
                request,
                instant(row, "created_at").orElseThrow(),
                progress(row),
                end(row));
    }

    private static Task.Progress progress(ResultSet row) throws SQLException {
        @Nullable Long experiment = row.getObject("experiment_id", Long.class);
        return new Task.Progress(
                TaskState.valueOf(row.getString("state")),
                instant(row, "not_before").orElseThrow(),
                new Task.Holder(
                        row.getInt("claim"), Optional.ofNullable(row.getString("worker")), instant(row, "claimed_at")),
                row.getInt("failures"),
                Duration.ofMillis(row.getLong("worked_ms")),
                experiment == null ? OptionalLong.empty() : OptionalLong.of(experiment));
    }

    private static Optional<Task.End> end(ResultSet row) throws SQLException {
        Optional<Instant> at = instant(row, "finished_at");
        if (at.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Task.End(
                Optional.ofNullable(row.getString("outcome")).orElse("CANCELLED"),
                Optional.ofNullable(row.getString("blame")).map(Blame::valueOf),
                row.getString("detail"),
                at.get()));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
