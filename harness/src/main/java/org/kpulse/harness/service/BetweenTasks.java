package org.kpulse.harness.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.queue.HostBusy;
import org.kpulse.harness.queue.TaskWorker;
import org.kpulse.harness.store.RequestStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a worker's machines to {@link StoredWork}: when some waits and no task of a higher priority does, no further task is taken, and when the
 * machines are free it is done until such a task comes.
 */
final class BetweenTasks {

    private static final Logger LOG = LoggerFactory.getLogger(BetweenTasks.class);

    /** After work that failed. */
    static final Duration PAUSE = Duration.ofMinutes(5);

    private final List<StoredWork> works;
    private final TaskWorker worker;
    private final RequestStore requests;
    private final Clock clock;
    private final Runnable changed;
    private Instant next = Instant.MIN;

    /** @param changed called when the worker begins or ceases to make room */
    BetweenTasks(List<StoredWork> works, TaskWorker worker, RequestStore requests, Clock clock, Runnable changed) {
        this.changed = changed;
        this.works = List.copyOf(works);
        this.worker = worker;
        this.requests = requests;
        this.clock = clock;
    }

    /** Looks whether there is something to do now, and does it. Never throws: what failed is tried again later. */
    void once() {
        try {
            if (clock.instant().isBefore(next) || !worker.isFit()) {
                return;
            }
            for (StoredWork work : works) {
                if (work.waits() && goesBefore()) {
                    room(true);
                    done(work);
                }
            }
            room(false);
        } catch (HostBusy e) {
            LOG.debug("{}", e.getMessage()); // a task that was begun ends first; no other is taken
        } catch (Throwable e) { // whatever it is, the next look must come
            next = clock.instant().plus(PAUSE);
            room(false);
            if (e instanceof InfraException && worker.isFit()) {
                worker.fault();
            }
            LOG.atWarn()
                    .addKeyValue("worker", worker.name())
                    .addKeyValue("next", next)
                    .setCause(e)
                    .log("stored work failed and is tried again later: {}", e.getMessage());
        }
    }

    private void room(boolean made) {
        if (worker.makeRoom(made)) {
            changed.run();
        }
    }

    private void done(StoredWork work) {
        work.work(new Turn() {
            private volatile Optional<String> why = Optional.empty();

            @Override
            public Optional<String> over() {
                if (why.isEmpty()) {
                    why = !worker.isFit()
                            ? Optional.of("its worker was told to stop")
                            : goesBefore() ? Optional.empty() : Optional.of("a request of higher priority waits");
                }
                return why;
            }
        });
    }

    private boolean goesBefore() {
        return !requests.isOvertaken(worker.platforms(), StoredWork.PRIORITY, clock.instant());
    }
}
