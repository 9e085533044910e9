package org.kpulse.harness.queue;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of requests as db-scheduler sees them: one kind a platform, so that a worker gets only what it can work on; those of the
 * highest priority first. A heart that has not beaten for {@link #DEAD_AFTER} is dead, and its task is handed back.
 */
public final class TaskScheduler {

    /** How often hearts beat; four missed beats are a death, looked for every second beat. */
    static final Duration BEAT = Duration.ofSeconds(8);

    static final int MISSED_BEATS = 4;

    /** When the death of a worker is noticed at the latest after its last beat. */
    static final Duration DEAD_AFTER = BEAT.multipliedBy(MISSED_BEATS + 2L);

    private static final Logger LOG = LoggerFactory.getLogger(TaskScheduler.class);
    private static final String TABLE = "scheduled_task";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final RequestStore requests;
    private final Clock clock;

    public TaskScheduler(RequestStore requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** What gives this worker its tasks, once it is started. */
    public Scheduler scheduler(Database database, TaskWorker worker) {
        return builder(database, worker).build();
    }

    /** The same before it is built. */
    SchedulerBuilder builder(Database database, TaskWorker worker) {
        return Scheduler.create(database.connections(), tasks(worker))
                .clock(clock::instant)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(worker.identity().name()))
                .threads(1)
                .enablePriority()
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLL)
                .heartbeatInterval(BEAT)
                .missedHeartbeatsLimit(MISSED_BEATS)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(STOP);
    }

    /** The kinds of tasks that this worker takes. */
    private List<Task<?>> tasks(TaskWorker worker) {
        List<Task<?>> tasks = new ArrayList<>();
        worker.identity().platforms().forEach(platform -> tasks.add(task(platform, worker)));
        return tasks;
    }

    private Task<Void> task(String platform, TaskWorker worker) {
        return Tasks.custom(name(platform), Void.class)
                .onFailure((complete, operations) -> next(
                        worker.broke(
                                id(complete),
                                complete.getCause().orElseGet(() -> new IllegalStateException("it does not say why"))),
                        complete,
                        operations))
                .onDeadExecution((complete, operations) -> {
                    String who = complete.getExecution().pickedBy;
                    LOG.atWarn()
                            .addKeyValue("task", id(complete))
                            .addKeyValue("worker", who)
                            .log("a worker does not answer any more; its task is handed back");
                    next(Faults.of(requests, clock).died(id(complete), who), complete, operations);
                })
                .execute((instance, context) -> {
                    Optional<Instant> next = worker.work(Long.parseLong(instance.getId()));
                    CompletionHandler<Void> then = (complete, operations) -> next(next, complete, operations);
                    return then;
                });
    }

    private static long id(ExecutionComplete complete) {
        return Long.parseLong(complete.getExecution().taskInstance.getId());
    }

    private static void next(Optional<Instant> at, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (at.isPresent()) {
            operations.reschedule(complete, at.get());
        } else {
            operations.remove();
        }
    }

    /** Offers every open task that is not offered yet; harmless at any time and by several at once. Answers how many there were. */
    public int offer(SchedulerClient client) {
        Set<String> known = new HashSet<>();
        client.fetchScheduledExecutions(execution -> known.add(offered(execution)));
        int offered = 0;
        for (org.kpulse.harness.request.Task task : requests.open()) {
            String name = name(task.platform());
            if (!known.contains(name + " " + task.id())) {
                TaskInstance.Builder<Void> instance = new TaskInstance.Builder<Void>(name, String.valueOf(task.id()))
                        .priority(task.request().terms().priority());
                if (client.scheduleIfNotExists(
                        instance.scheduledTo(task.progress().notBefore()))) {
                    offered++;
                }
            }
        }
        return offered;
    }

    /** A client that offers tasks without working on any. */
    public static SchedulerClient client(Database database) {
        return SchedulerClient.Builder.create(database.connections())
                .tableName(TABLE)
                .enablePriority()
                .build();
    }

    private static String offered(ScheduledExecution<Object> execution) {
        return execution.getTaskInstance().getTaskName() + " "
                + execution.getTaskInstance().getId();
    }

    private static String name(String platform) {
        return "task on " + platform;
    }
}
