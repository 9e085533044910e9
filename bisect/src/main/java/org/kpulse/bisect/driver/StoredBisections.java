package org.kpulse.bisect.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.queue.HostBusy;
import org.kpulse.harness.service.StoredWork;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RowLocks;

/** Bisections that wait for somebody to carry them out: those of a page, of {@code --later}, and what a worker that died left. */
public final class StoredBisections implements StoredWork {

    /** In a row, of whatever of one: after them it waits for a person. */
    static final int MOST_FAILURES = 3;

    /** Of one that failed; another worker may take it meanwhile. */
    static final Duration REST = Duration.ofMinutes(15);

    private final Lab lab;
    private final Database database;
    private final List<String> platforms;
    private final BisectionStore store;
    private final Map<Long, Instant> resting = new ConcurrentHashMap<>();
    private final Map<Long, Integer> failures = new ConcurrentHashMap<>();

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

    /** Those that this worker has all platforms for, that nobody carries out and that did not fail just now, the oldest first. */
    List<Long> waiting() {
        Instant now = lab.clock().instant();
        return store.running().stream()
                .filter(row -> platforms.containsAll(row.request().where().all()))
                .map(BisectionRow::id)
                .filter(id -> !now.isBefore(resting.getOrDefault(id, Instant.MIN)))
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
            Carrier carrier = new Carrier(lab, database, workspace);
            for (long id : waiting()) {
                carryOut(carrier, id);
            }
        }
    }

    /** One that cannot be done here does not keep others from being done; a fault of ours ends the turn, since the next would meet it too. */
    private void carryOut(Carrier carrier, long id) {
        try {
            carrier.carryOutWhileAllIsWell(id);
            failures.remove(id);
        } catch (UsageException e) {
            rest(id);
            lab.progress().warn("bisection " + id + " cannot be carried out on this host: " + e.getMessage());
        } catch (RuntimeException e) {
            rest(id);
            if (!Thread.currentThread().isInterrupted() && failures.merge(id, 1, Integer::sum) >= MOST_FAILURES) {
                failures.remove(id);
                store.state(id, BisectionState.PAUSED);
                lab.progress()
                        .warn("bisection " + id + " waits for a person: it failed " + MOST_FAILURES
                                + " times on this host, the last time: " + e.getMessage());
            }
            throw e;
        }
    }

    private void rest(long id) {
        resting.put(id, lab.clock().instant().plus(REST));
    }
}
