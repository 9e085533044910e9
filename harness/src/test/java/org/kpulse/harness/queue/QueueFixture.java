package org.kpulse.harness.queue;

import com.github.kagkarlsson.scheduler.ByHand;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.sources.SettableClock;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.WorkerStore;

/** A queue in a real database whose workers do one thing at a time, when the test says so. */
public final class QueueFixture {

    private static final AtomicInteger ASKED = new AtomicInteger();

    public final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    public final RequestStore requests;
    public final WorkerStore workers;
    final Database database;
    final TaskScheduler scheduling;

    public QueueFixture(Database database) {
        this.database = database;
        this.requests = new RequestStore(database);
        this.workers = new WorkerStore(database);
        this.scheduling = new TaskScheduler(requests, clock);
        database.write(jdbc -> {
            jdbc.sql("DELETE FROM scheduled_task").update();
            jdbc.sql("UPDATE request_task SET state = 'CANCELLED', claimed_at = NULL, finished_at = now()"
                            + " WHERE finished_at IS NULL")
                    .update();
            return jdbc.sql("DELETE FROM worker").update();
        });
    }

    /** A worker that works by hand. */
    public final class Hand {
        public final FakeWork work = new FakeWork();
        public final TaskWorker worker;
        final Scheduler scheduler;

        public Hand(String name, String... platforms) {
            worker = new TaskWorker(
                    requests, workers, work, new TaskWorker.Identity(name, "host", List.of(platforms)), clock);
            worker.begin();
            scheduler = ByHand.of(scheduling.builder(database, worker));
        }

        /** Offers what is new and works on one task, if there is one for it. */
        public void works() {
            scheduling.offer(scheduler);
            if (worker.takesTasks()) {
                ByHand.due(scheduler);
            }
        }

        /** Works on one task as a scheduler does that picked it before it was told to pause. */
        public void picks() {
            scheduling.offer(scheduler);
            ByHand.due(scheduler);
        }

        /** Looks for dead workers. */
        public void looksForDead() {
            ByHand.dead(scheduler);
        }
    }

    /** Stores a request for this candidate and answers its tasks. */
    public List<Task> ask(String candidate, int priority, String... platforms) {
        NewRequest request = new NewRequest(
                candidate + " " + ASKED.incrementAndGet(),
                new NewRequest.Pair("debian:base", candidate),
                "smoke",
                0,
                List.of(platforms),
                new NewRequest.Terms(priority, "a test", "test", false));
        return requests.ofRequest(
                requests.add(request, clock.instant(), clock.instant()).orElseThrow());
    }

    public Task now(Task task) {
        return requests.find(task.id()).orElseThrow();
    }

    public void later(Duration time) {
        clock.advance(time);
    }
}
