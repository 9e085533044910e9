package org.kpulse.harness.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.policy.Forecast;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;

/** Tasks of requests, as lines and JSON objects. */
public final class TaskLines {

    private TaskLines() {}

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String table(List<Task> tasks) {
        Table table = Table.withTextAtTheEnd(
                8, "request", "state", "platform", "suite", "candidate", "base", "priority", "since", "what");
        tasks.forEach(task -> table.row(
                String.valueOf(task.requestId()),
                task.end().map(Task.End::outcome).orElse(task.state().name()),
                task.platform(),
                task.request().suite(),
                task.request().kernels().candidate(),
                task.request().kernels().base(),
                String.valueOf(task.request().terms().priority()),
                time(since(task)),
                what(task)));
        return table.text();
    }

    private static Instant since(Task task) {
        return task.end()
                .map(Task.End::at)
                .or(() -> task.progress().holder().since())
                .orElse(task.createdAt());
    }

    private static String what(Task task) {
        return task.end()
                .map(Task.End::detail)
                .filter(detail -> !detail.isEmpty())
                .orElse(task.request().terms().why());
    }

    /** A task with its request. */
    public static Map<String, Object> json(Task task) {
        Map<String, Object> row = new LinkedHashMap<>(json(task.request()));
        row.put("platforms", task.platform());
        row.put("request", task.requestId());
        row.put("task", task.id());
        row.put("state", task.state().name());
        row.put("asked_at", time(task.createdAt()));
        row.put("not_before", time(task.progress().notBefore()));
        row.put("worker", orNull(task.progress().holder().worker()));
        row.put("working_since", orNull(task.progress().holder().since().map(TaskLines::time)));
        row.put("failures", task.progress().failures());
        row.put("worked_seconds", task.progress().worked().toMillis() / 1000.0);
        row.put(
                "experiment",
                task.progress().experiment().isPresent()
                        ? task.progress().experiment().getAsLong()
                        : null);
        row.put("outcome", orNull(task.end().map(Task.End::outcome)));
        row.put("blame", orNull(task.end().flatMap(Task.End::blame).map(Enum::name)));
        row.put("detail", orNull(task.end().map(Task.End::detail)));
        row.put("ended_at", orNull(task.end().map(end -> time(end.at()))));
        return row;
    }

    static Map<String, Object> json(NewRequest request) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("candidate", request.kernels().candidate());
        row.put("base", request.kernels().base());
        row.put("suite", request.suite());
        row.put("boots", request.boots());
        row.put("platforms", String.join(",", request.platforms()));
        row.put("priority", request.terms().priority());
        row.put("why", request.terms().why());
        row.put("asked_by", request.terms().askedBy());
        row.put("bisect", request.terms().bisect());
        return row;
    }

    static Map<String, Object> json(Forecast.Expected expected) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("state", state(expected));
        row.put("request", orNull(expected.task().map(Task::requestId)));
        row.putAll(json(expected.request()));
        row.put("begin", time(expected.begin()));
        row.put("end", orNull(expected.end().map(TaskLines::time)));
        row.put("measured", expected.measured());
        return row;
    }

    static String state(Forecast.Expected expected) {
        return expected.task().map(task -> task.state().name()).orElse("PLANNED");
    }

    private static @Nullable Object orNull(Optional<?> value) {
        return value.isPresent() ? value.get() : null;
    }
}
