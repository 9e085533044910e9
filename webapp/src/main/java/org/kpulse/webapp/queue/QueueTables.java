package org.kpulse.webapp.queue;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.request.Task;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Tables of requests. */
final class QueueTables {

    private static final List<Column> WHAT = List.of(
            Column.number("request", "Request"),
            Column.text("candidate", "Candidate"),
            Column.text("base", "Base"),
            Column.text("suite", "Suite"),
            Column.text("platform", "Platform"),
            Column.number("priority", "Priority").explained("0 to 100; higher goes first."));
    private static final List<Column> OPEN = List.of(
            Column.text("state", "State"),
            Column.text("worker", "Worker").explained("Who has it, or had it last."),
            Column.text("since", "Worked on since"),
            Column.number("failures", "Our faults"),
            Column.text("asked_at", "Asked"),
            Column.text("asked_by", "By"),
            Column.text("why", "Why"));
    private static final List<Column> ENDED = List.of(
            Column.text("outcome", "Outcome"),
            Column.text("blame", "Blame"),
            Column.text("ended_at", "Ended"),
            Column.number("worked", "Worked on, s"),
            Column.text("asked_by", "By"),
            Column.text("detail", "What was said"));

    private QueueTables() {}

    static Table open(List<Task> tasks) {
        return new Table(
                "Open, what goes first at the top",
                both(OPEN),
                tasks.stream().map(QueueTables::open).toList());
    }

    static Table ended(List<Task> tasks) {
        return new Table(
                "Ended, the last first",
                both(ENDED),
                tasks.stream().map(QueueTables::ended).toList());
    }

    private static List<Column> both(List<Column> more) {
        List<Column> all = new ArrayList<>(WHAT);
        all.addAll(more);
        return all;
    }

    private static List<Cell> what(Task task) {
        return new ArrayList<>(List.of(
                Cell.of(task.requestId()),
                Cell.of(task.request().kernels().candidate()),
                Cell.of(task.request().kernels().base()),
                Cell.of(task.request().suite()),
                Cell.of(task.platform()),
                Cell.of(task.request().terms().priority())));
    }

    private static List<Cell> open(Task task) {
        List<Cell> row = what(task);
        row.addAll(List.of(
                Cell.of(task.state().name()),
                task.progress().holder().worker().map(Cell::of).orElse(Cell.NONE),
                task.progress().holder().since().map(Shown::time).orElse(Cell.NONE),
                Shown.marked(task.progress().failures(), "inconclusive"),
                Shown.time(task.createdAt()),
                Cell.of(task.request().terms().askedBy()),
                Cell.of(task.request().terms().why())));
        return row;
    }

    private static List<Cell> ended(Task task) {
        Task.End end = task.end().orElseThrow();
        List<Cell> row = what(task);
        row.addAll(List.of(
                Cell.of(end.outcome()),
                end.blame().map(blame -> Cell.of(blame.name())).orElse(Cell.NONE),
                Shown.time(end.at()),
                Shown.seconds(task.progress().worked().toMillis() / 1000.0),
                Cell.of(task.request().terms().askedBy()),
                Cell.of(end.detail())));
        return row;
    }
}
