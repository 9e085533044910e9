package org.kpulse.harness.queue;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.RequestStore;

/** How long a worker may work on a task: until it stops, another has the task, or what is more urgent waits. Once over it stays so. */
final class OwnTurn implements Turn {

    private final RequestStore requests;
    private final Task task;
    private final Collection<String> platforms;
    private final BooleanSupplier stopping;
    private final Clock clock;
    private volatile Optional<String> why = Optional.empty();

    OwnTurn(RequestStore requests, Task task, Collection<String> platforms, BooleanSupplier stopping, Clock clock) {
        this.requests = requests;
        this.task = task;
        this.platforms = platforms;
        this.stopping = stopping;
        this.clock = clock;
    }

    @Override
    public Optional<String> over() {
        if (why.isEmpty()) {
            why = look();
        }
        return why;
    }

    /** Why it ended, if it did and was noticed. */
    Optional<String> noticed() {
        return why;
    }

    private Optional<String> look() {
        if (stopping.getAsBoolean()) {
            return Optional.of("its worker was told to stop");
        }
        if (!requests.holds(task.id(), task.claim())) {
            return Optional.of("another worker has it, or it was taken back");
        }
        if (requests.isOvertaken(platforms, task.request().terms().priority(), clock.instant())) {
            return Optional.of("a request of higher priority waits");
        }
        return Optional.empty();
    }
}
