package org.kpulse.harness.service;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.queue.TaskScheduler;
import org.kpulse.harness.queue.TaskWork;
import org.kpulse.harness.queue.TaskWorker;
import org.kpulse.harness.sources.Poll;
import org.kpulse.harness.sources.Source;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.SightingStore;
import org.kpulse.harness.store.WorkerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs for ever. Several on one database share everything: a poll, a plan and a task is done by one of them, and what one that
 * died leaves is taken up by another. Closing it ends in order: the boot under way is finished if that takes no longer than
 * 15 s, and what was worked on is handed back.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PLAN = Duration.ofSeconds(5);
    private static final Duration STORED = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration OFFER = Duration.ofSeconds(1);
    private static final Duration BEAT = Duration.ofSeconds(8);
    private static final int MISSED_BEATS = 4;
    private static final int THREADS = 4;
    private static final int POOL_OF_THREADS_STOPS_IN = 5;

    private final Clock clock;
    private final TaskWorker worker;
    private final WorkerStore workers;
    private final Scheduler times;
    private final Scheduler tasks;
    private final BetweenTasks between;
    private final ScheduledExecutorService watch = timer("worker-watch");
    private final ScheduledExecutorService stored = timer("stored-work");
    private @Nullable ScheduledFuture<?> looking;
    private @Nullable Boolean taking;

    /**
     * What a service does.
     *
     * @param identity its worker's
     * @param work done by its worker
     * @param stored done by its worker between tasks
     * @param sources polled when they are due; empty where others poll
     * @param planning policies; empty where others plan
     */
    public record Duties(
            TaskWorker.Identity identity,
            TaskWork work,
            List<StoredWork> stored,
            List<Source> sources,
            Optional<Planning> planning) {}

    private Service(Database database, Duties duties, Progress progress, Clock clock) {
        this.clock = clock;
        this.workers = new WorkerStore(database);
        RequestStore requests = new RequestStore(database);
        this.worker = new TaskWorker(requests, workers, duties.work(), duties.identity(), clock);
        this.between = new BetweenTasks(duties.stored(), worker, requests, clock, this::look);
        TaskScheduler scheduling = new TaskScheduler(requests, clock);
        this.tasks = scheduling.scheduler(database, worker);
        SchedulerClient client = TaskScheduler.client(database);
        List<RecurringTask<Void>> times = new ArrayList<>();
        times.add(again("offer tasks", OFFER, () -> scheduling.offer(client)));
        duties.planning().ifPresent(planning -> times.add(again("plan", PLAN, planning::ask)));
        Poll poll = new Poll(new SightingStore(database), clock, new SecureRandom());
        duties.sources()
                .forEach(source ->
                        times.add(again("poll " + source.name(), LOOK, () -> poll(poll, source, progress, clock))));
        this.times = Scheduler.create(database.connections())
                .startTasks(times)
                .clock(clock::instant)
                .tableName("scheduled_time")
                .schedulerName(new SchedulerName.Fixed(duties.identity().name()))
                .threads(THREADS)
                .pollingInterval(Duration.ofMillis(500))
                .heartbeatInterval(BEAT)
                .missedHeartbeatsLimit(MISSED_BEATS)
                .shutdownMaxWait(Duration.ofSeconds(POOL_OF_THREADS_STOPS_IN))
                .build();
    }

    /** Starts it. */
    public static Service start(Database database, Duties duties, Progress progress, Clock clock) {
        Service service = new Service(database, duties, progress, clock);
        service.worker.begin();
        service.times.start();
        service.tasks.start();
        service.looking = service.watch.scheduleWithFixedDelay(service::look, 0, BEAT.toSeconds(), TimeUnit.SECONDS);
        var unused = service.stored.scheduleWithFixedDelay(
                service.between::once, 1, STORED.toSeconds(), TimeUnit.SECONDS); // it ends with the service
        LOG.atInfo()
                .addKeyValue("worker", duties.identity().name())
                .addKeyValue("platforms", duties.identity().platforms())
                .addKeyValue(
                        "sources", duties.sources().stream().map(Source::name).toList())
                .log("started");
        return service;
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static RecurringTask<Void> again(String name, Duration pause, Runnable work) {
        return Tasks.recurring(name, FixedDelay.of(pause)).execute((instance, context) -> work.run());
    }

    private static void poll(Poll poll, Source source, Progress progress, Clock clock) {
        if (poll.due(source).isAfter(clock.instant())) {
            return;
        }
        Poll.Polled polled = poll.now(source, progress);
        if (!polled.state().ok()) {
            LOG.atWarn()
                    .addKeyValue("source", source.name())
                    .addKeyValue("failures", polled.state().failures())
                    .addKeyValue("next", polled.state().dueAt())
                    .log(
                            "a poll failed and is made again later: {}",
                            polled.state().detail());
        }
        polled.fresh()
                .forEach(sighting -> LOG.atInfo()
                        .addKeyValue("source", source.name())
                        .addKeyValue("kernel", sighting.kernel().ref())
                        .addKeyValue("line", sighting.kernel().line())
                        .log("saw a new kernel"));
    }

    /** Says that the worker is there, and takes tasks or not. */
    private synchronized void look() {
        try {
            workers.seen(worker.name(), clock.instant());
            boolean takes = worker.takesTasks();
            if (taking == null || taking != takes) {
                taking = takes;
                if (takes) {
                    tasks.resume();
                } else {
                    tasks.pause();
                }
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("could not say that this worker is there; tried again");
        }
    }

    /** The boot under way is finished if that takes no longer than tasks are given. */
    private void endStoredWork() {
        try {
            if (!stored.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
                stored.shutdownNow();
                if (!stored.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn("stored work did not end; it is taken up again where it was");
                }
            }
        } catch (InterruptedException e) {
            stored.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Name of its worker. */
    public String name() {
        return worker.name();
    }

    @Override
    public void close() {
        LOG.atInfo().addKeyValue("worker", worker.name()).log("stopping: no further boot is begun");
        worker.stop();
        stored.shutdown();
        tasks.stop();
        times.stop();
        endStoredWork();
        if (looking != null) {
            looking.cancel(true);
        }
        watch.shutdownNow();
        worker.stopped();
        LOG.atInfo().addKeyValue("worker", worker.name()).log("stopped");
    }
}
