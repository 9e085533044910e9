package org.kpulse.webapp.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.kpulse.harness.sources.PollState;
import org.kpulse.harness.sources.Sighting;
import org.kpulse.harness.store.WorkerStore;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Tables of sources and workers. */
final class StatusTables {

    private static final Duration SILENT = Duration.ofMinutes(1);
    private static final List<Column> WORKERS = List.of(
            Column.text("worker", "Worker"),
            Column.text("state", "State")
                    .explained("DEAD: it has said nothing for a minute and did not stop in order."),
            Column.text("platforms", "Platforms"),
            Column.text("since", "Since"),
            Column.text("seen_at", "Last seen"),
            Column.number("our_faults", "Our faults in a row"),
            Column.text("detail", "What was said"));
    private static final List<Column> SOURCES = List.of(
            Column.text("source", "Source"),
            Column.text("outcome", "Last poll"),
            Column.text("polled_at", "Polled"),
            Column.text("due_at", "Next poll"),
            Column.number("failures", "Failed in a row"),
            Column.text("newest", "Newest kernel"),
            Column.text("detail", "What was said"));

    private StatusTables() {}

    static Table workers(List<WorkerStore.WorkerRow> workers, Instant now) {
        List<List<Cell>> rows = new ArrayList<>();
        for (WorkerStore.WorkerRow each : workers) {
            rows.add(List.of(
                    Cell.of(each.name()),
                    state(each, now),
                    Cell.of(each.platforms()),
                    Shown.time(each.since()),
                    Shown.time(each.seenAt()),
                    Shown.marked(each.ourFaults(), "inconclusive"),
                    Cell.of(each.detail())));
        }
        return new Table("Workers, the last seen first", WORKERS, rows);
    }

    private static Cell state(WorkerStore.WorkerRow worker, Instant now) {
        boolean silent = worker.seenAt().isBefore(now.minus(SILENT));
        if (silent && worker.state() != WorkerStore.State.STOPPED) {
            return Cell.of("DEAD").marked("failed");
        }
        Cell state = Cell.of(worker.state().name());
        return worker.state() == WorkerStore.State.QUARANTINED ? state.marked("inconclusive") : state;
    }

    static Table sources(List<PollState> sources, BiFunction<Optional<String>, Integer, List<Sighting>> newest) {
        List<List<Cell>> rows = new ArrayList<>();
        for (PollState each : sources) {
            rows.add(List.of(
                    Cell.of(each.source()),
                    each.ok() ? Cell.of("OK") : Cell.of("FAILED").marked("inconclusive"),
                    Shown.time(each.polledAt()),
                    Shown.time(each.dueAt()),
                    Shown.marked(each.failures(), "inconclusive"),
                    newest.apply(Optional.of(each.source()), 1).stream()
                            .findFirst()
                            .map(s -> Cell.of(s.kernel().ref()))
                            .orElse(Cell.NONE),
                    Cell.of(each.detail())));
        }
        return new Table("Sources", SOURCES, rows);
    }
}
