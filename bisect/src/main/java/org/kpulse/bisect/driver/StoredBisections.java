package org.kpulse.bisect.driver;

import java.util.List;
import java.util.Optional;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.queue.HostBusy;
import org.kpulse.harness.service.StoredWork;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RowLocks;

/** Bisections that wait for somebody to carry them out: those of a page, of {@code --later}, and what a worker that died left. */
public final class StoredBisections implements StoredWork {

    private final Lab lab;
    private final Database database;
    private final List<String> platforms;
    private final BisectionStore store;

    StoredBisections(Lab lab, Database database, List<String> platforms) {
        this.lab = lab;
        this.database = database;
        this.platforms = List.copyOf(platforms);
        this.store = new BisectionStore(database);
    }

    /** Found by {@link java.util.ServiceLoader}. */
    public static final class OfWorker implements Maker {
        @Override
        public StoredWork of(Lab lab, Database database, List<String> platforms) {
            return new StoredBisections(lab, database, platforms);
        }
    }

    @Override
    public boolean waits() {
        return !waiting().isEmpty();
    }

    /** Those that this worker has all platforms for and nobody carries out, the oldest first. */
    List<Long> waiting() {
        return store.list().stream()
                .filter(row -> row.state() == BisectionState.RUNNING
                        && platforms.containsAll(row.request().where().all()))
                .map(row -> row.id())
                .filter(id -> !RowLocks.isTaken(database, RowLocks.Kind.BISECTION, id))
                .sorted()
                .toList();
    }

    @Override
    public void work(Turn turn) {
        Optional<Workspace> free = Workspace.tryTake(lab.state(), lab.clock());
        if (free.isEmpty()) {
            throw new HostBusy("this host's machines are in use");
        }
        try (Workspace workspace = free.get().during(turn)) {
            new Carrier(lab, database, workspace).carryOut(waiting());
        }
    }
}
